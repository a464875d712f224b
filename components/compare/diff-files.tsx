import type { DiffedFile, NoLines } from '@/lib/views/code-diff'
import { hrefWith } from '../ui/href-with'
import { Icon } from '../ui/icon'
import { UntrustedText } from '../ui/untrusted-text'
import { formatPlain } from '../ui/visible-text'
import { DiffLines } from './diff-lines'

export type DiffContent = {
  readonly files: readonly DiffedFile[]
  readonly look: 'unified' | 'split'
  /** The parameters of the page. */
  readonly params: Readonly<Record<string, string | null>>
}

/** The files of a diff, a fold each. Takes its content as JSON: see drawn-diff.tsx. */
export default function DiffFiles({ content }: { readonly content: string }) {
  const { files, look, params }: DiffContent = JSON.parse(content)
  return files.map((file) => (
    <details key={file.path} open={file.hunks !== null && file.hunks.length > 0}>
      <summary>
        <Icon name="chevron-right" />
        <Name {...file} />
        <Counts {...file} />
      </summary>
      <Lines file={file} look={look} href={hrefWith('/compare', { ...params, file: file.path })} />
    </details>
  ))
}

const STATUS = {
  ...{ added: 'Added', removed: 'Removed', changed: null, renamed: 'Renamed', mode: 'Mode' },
} satisfies Record<DiffedFile['status'], string | null>

const KINDS = {
  ...{ text: null, binary: 'Binary', link: 'Symbolic link', submodule: 'Submodule' },
  ...{ lfs: 'LFS pointer', dvc: 'DVC pointer' },
} satisfies Record<DiffedFile['kind'], string | null>

function Name({ path, oldPath, status, kind }: DiffedFile) {
  const words = [STATUS[status], KINDS[kind]].filter((word) => word !== null)
  return (
    <span className="name">
      {oldPath === null ? null : (
        <>
          <UntrustedText text={oldPath} max={300} />
          <span aria-hidden="true"> → </span>
          <span className="sr-only"> is now </span>
        </>
      )}
      <UntrustedText text={path} max={300} />
      {words.map((word) => (
        <span key={word} className="word">
          {word}
        </span>
      ))}
    </span>
  )
}

function Counts({ added, removed }: Pick<DiffedFile, 'added' | 'removed'>) {
  if (added === null || removed === null) return null
  return (
    <span className="counts">
      <span className="text-ok">
        +{added.toLocaleString('en')}
        <span className="sr-only"> added,</span>
      </span>{' '}
      <span className="text-danger">
        −{removed.toLocaleString('en')}
        <span className="sr-only"> removed</span>
      </span>
    </span>
  )
}

const REASONS = {
  large: 'Larger than 256 KiB, so its lines are not compared.',
  missing: 'The mirror does not have its content, as a rule because it is larger than 256 KiB.',
  name: 'Its name is too long or not UTF-8, so its lines are not compared.',
  none: 'It has no lines that differ.',
} satisfies Record<Exclude<NoLines, 'closed'>, string>

type LinesProps = {
  readonly file: DiffedFile
  readonly look: DiffContent['look']
  readonly href: string
}

function Lines({ file, look, href }: LinesProps) {
  const { hunks, why, path, cut } = file
  if (why === 'closed') {
    return (
      <p>
        <a href={href}>Show the lines of this file</a>
      </p>
    )
  }
  if (why !== null) return <p>{REASONS[why]}</p>
  if (hunks === null || hunks.length === 0) return <p>{REASONS.none}</p>
  return (
    <>
      {look === 'split' ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the keys scroll it
        <section className="scroll" tabIndex={0} aria-label={formatPlain(path)}>
          <DiffLines hunks={hunks} look={look} path={path} />
        </section>
      ) : (
        <DiffLines hunks={hunks} look={look} path={path} />
      )}
      {cut ? <p>Some lines are longer or more than a page shows; they are cut.</p> : null}
    </>
  )
}
