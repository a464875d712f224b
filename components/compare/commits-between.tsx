import type { ForgeLinks } from '@/lib/forge/build-links'
import type { CodeDiff, CommitBetweenView } from '@/lib/views/code-diff'
import { Hash } from '../ui/hash'
import { Panel } from '../ui/panel'
import { UntrustedText } from '../ui/untrusted-text'

type Commits = NonNullable<CodeDiff['commits']>

type Props = {
  readonly commits: Commits
  /** The names of the versions. */
  readonly versions: Readonly<Record<CommitBetweenView['of'], string>>
  /** Whether only commits that changed what a lineage names are listed. */
  readonly listed: 'of-lineage' | 'all'
  readonly links: ForgeLinks | null
}

/** The commits that only one of the versions has: those of the newer one first. */
export function CommitsBetween({ commits, versions, listed, links }: Props) {
  const { items, hasMore } = commits
  const groups = (['to', 'from'] as const)
    .map((of) => ({ of, found: items.filter((one) => one.of === of) }))
    .filter(({ found }) => found.length > 0)
  return (
    <Panel title="Commits">
      {groups.length === 0 ? (
        <p className="px-4 py-3 text-text-soft">
          {listed === 'all'
            ? 'No commit is between them.'
            : 'No commit changed the code, the data or the pipeline.'}
        </p>
      ) : null}
      {groups.map(({ of, found }) => (
        <section key={of} className="border-t border-line first:border-t-0">
          <h3 className="px-4 pt-3 text-xs text-text-faint">
            Only in {versions[of]}
            {listed === 'all' ? null : ': what changed the code, the data or the pipeline'}
          </h3>
          <ol className="divide-y divide-line">
            {found.map((commit) => (
              <Commit key={commit.commit} commit={commit} links={links} />
            ))}
          </ol>
        </section>
      ))}
      {hasMore ? (
        <p className="border-t border-line px-4 py-2 text-text-soft">
          These are the newest {items.length}. There are older ones.
        </p>
      ) : null}
    </Panel>
  )
}

type CommitProps = Pick<Props, 'links'> & { readonly commit: CommitBetweenView }

function Commit({ commit, links }: CommitProps) {
  const { commit: oid, subject, author, committedAt, files, fileCount } = commit
  const rest = fileCount - files.length
  return (
    <li className="flex flex-wrap items-baseline gap-x-3 px-4 py-2">
      <span className="min-w-0 flex-1 basis-72 font-medium">
        <UntrustedText text={subject} max={200} />
      </span>
      <span className="text-text-soft">
        <UntrustedText text={author} max={100} />
      </span>
      <time dateTime={committedAt} className="text-text-soft">
        {committedAt.slice(0, 10)}
      </time>
      <Hash oid={oid} label="commit" link={links?.commit(oid)} />
      {fileCount === 0 ? null : (
        <p className="basis-full font-mono text-xs text-text-faint wrap-anywhere">
          <UntrustedText text={files.join(', ')} max={600} />
          {rest > 0 ? ` and ${rest.toLocaleString('en')} more` : ''}
        </p>
      )}
    </li>
  )
}
