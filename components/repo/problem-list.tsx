import type { ForgeLinks } from '@/lib/forge/build-links'
import type { ProblemView } from '@/lib/views/repo'
import { modelHref } from '../model/model-href'
import { CommandLine } from '../ui/command-line'
import { Copyable } from '../ui/copyable'
import { Hash } from '../ui/hash'
import { UntrustedText } from '../ui/untrusted-text'
import { problemRemedy } from './problem-remedy'
import { problemSentence } from './problem-sentence'

type Props = {
  readonly problems: readonly ProblemView[]
  /** Null if the repository's forge is not known. */
  readonly links: ForgeLinks | null
}

/** The problems of a repository with their files and tags, and what to do about each. */
export function ProblemList({ problems, links }: Props) {
  return (
    <ul className="divide-y divide-line">
      {problems.map((problem) => (
        <li
          key={`${problem.code} ${problem.artifact} ${problem.file} ${problem.line} ${problem.tag} ${problem.commit} ${problem.detail}`}
          className="flex flex-col gap-0.5 px-4 py-2.5"
        >
          <p>
            {problemSentence(problem.code)}{' '}
            <span className="break-words text-text-soft">
              <UntrustedText text={problem.detail} />
            </span>
          </p>
          <ProblemPlace problem={problem} links={links} />
          <ProblemRemedy problem={problem} />
        </li>
      ))}
    </ul>
  )
}

function ProblemRemedy({ problem }: { readonly problem: ProblemView }) {
  const remedy = problemRemedy(problem)
  if (remedy === null) return null
  return (
    <>
      <p className="break-words">
        <UntrustedText text={remedy.text} />
      </p>
      {remedy.command ? (
        <div className="mt-1 max-w-xl">
          <CommandLine command={remedy.command} />
        </div>
      ) : null}
    </>
  )
}

type PlaceProps = { readonly problem: ProblemView } & Pick<Props, 'links'>

function ProblemPlace({ problem, links }: PlaceProps) {
  const { repo, code, artifact, file, line, tag, commit } = problem
  const isGone = code === 'tags-vanished'
  return (
    <p className="flex flex-wrap items-center gap-x-4 text-text-soft">
      {artifact ? (
        <a href={modelHref({ repo, name: artifact })} className="text-accent hover:underline">
          <UntrustedText text={artifact} />
        </a>
      ) : null}
      {file ? (
        <Copyable
          text={line === null ? file : `${file}:${line}`}
          label="place"
          link={commit ? links?.file({ commit, path: file, line }) : null}
        />
      ) : null}
      {tag ? <Copyable text={tag} label="tag" link={isGone ? null : links?.tag(tag)} /> : null}
      {commit ? <Hash oid={commit} label="commit" link={links?.commit(commit)} /> : null}
    </p>
  )
}
