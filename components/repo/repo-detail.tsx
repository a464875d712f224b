import type { ReactNode } from 'react'
import type { ForgeLinks, ForgeSite } from '@/lib/forge/build-links'
import type { IgnoredTagView, ProblemView, RepoView } from '@/lib/views/repo'
import { Copyable } from '../ui/copyable'
import { EmptyState } from '../ui/empty-state'
import { pageSummary } from '../ui/page-summary'
import { Pager } from '../ui/pager'
import { TabLinks } from '../ui/tab-links'
import { IgnoredTagList } from './ignored-tag-list'
import { ProblemList } from './problem-list'
import { RepoList } from './repo-list'
import type { SyncAction } from './sync-button'

type Paged = { readonly total: number; readonly page: number; readonly pageSize: number }

type RepoFindings = Paged &
  (
    | { readonly kind: 'problems'; readonly items: readonly ProblemView[] }
    | { readonly kind: 'ignored'; readonly items: readonly IgnoredTagView[] }
  )

/** What the page shows below the repository. */
type RepoTab = RepoFindings['kind'] | 'pipeline'

type Props = {
  readonly repo: RepoView
  /** By slug, of those whose forge is known. */
  readonly sites: Readonly<Record<string, ForgeSite>>
  /** Null if the repository's forge is not known. */
  readonly links: ForgeLinks | null
  /** A list, or the drawn pipeline. */
  readonly list: RepoFindings | { readonly kind: 'pipeline'; readonly pipeline: ReactNode }
  readonly tabHrefs: Readonly<Record<RepoTab, string>>
  readonly pageHref: { readonly previous: string | null; readonly next: string | null }
  readonly now: number
  /** Null if the viewer may not request a sync. */
  readonly syncNow: SyncAction | null
}

/** One repository with its problems, ignored tags and pipeline. */
export function RepoDetail({ repo, sites, links, list, tabHrefs, pageHref, now, syncNow }: Props) {
  return (
    <>
      <nav aria-label="Place" className="mb-2 text-text-soft">
        <a href="/repos" className="hover:text-text hover:underline">
          Repositories
        </a>
        <span aria-hidden> / </span>
        <h1 className="inline">{repo.slug}</h1>
      </nav>
      <RepoList repos={[repo]} sites={sites} now={now} syncNow={syncNow} />
      {repo.stateHash ? (
        <p className="mt-2 flex flex-wrap items-center gap-x-1.5 px-4 text-text-soft">
          <span data-tip="A hash of all versions and stages; npm run verify computes it from a clone">
            Registry state
          </span>{' '}
          <Copyable text={repo.stateHash} short={repo.stateHash.slice(0, 12)} label="state hash" />
        </p>
      ) : null}
      <div className="mt-4 mb-4">
        <TabLinks
          label="Parts of the repository"
          current={list.kind}
          tabs={[
            { id: 'problems', label: 'Problems', href: tabHrefs.problems, count: repo.problems },
            {
              id: 'ignored',
              label: 'Ignored tags',
              href: tabHrefs.ignored,
              count: repo.ignoredTags,
            },
            { id: 'pipeline', label: 'Pipeline', href: tabHrefs.pipeline },
          ]}
        />
      </div>
      {list.kind === 'pipeline' ? (
        list.pipeline
      ) : (
        <Findings list={list} links={links} pageHref={pageHref} isRead={repo.syncedAt !== null} />
      )}
    </>
  )
}

type FindingsProps = Pick<Props, 'links' | 'pageHref'> & {
  readonly list: RepoFindings
  readonly isRead: boolean
}

function Findings({ list, links, pageHref, isRead }: FindingsProps) {
  if (list.items.length === 0) return <NoFindings kind={isRead ? list.kind : 'unread'} />
  return (
    <>
      <div className="rounded-lg border border-line bg-surface">
        {list.kind === 'problems' ? (
          <ProblemList problems={list.items} links={links} />
        ) : (
          <IgnoredTagList tags={list.items} links={links} />
        )}
      </div>
      <Pager
        label="Pages of findings"
        summary={pageSummary(list)}
        previous={pageHref.previous ? { href: pageHref.previous, label: 'Previous' } : null}
        next={pageHref.next ? { href: pageHref.next, label: 'Next' } : null}
      />
    </>
  )
}

function NoFindings({ kind }: { readonly kind: RepoFindings['kind'] | 'unread' }) {
  if (kind === 'unread') {
    return (
      <EmptyState icon="circle-dashed" title="Not read yet">
        <p>Problems of the repository appear here after its first sync.</p>
      </EmptyState>
    )
  }
  return kind === 'problems' ? (
    <EmptyState icon="circle-check" title="No problems">
      <p>All files and tags that Signet read are valid.</p>
    </EmptyState>
  ) : (
    <EmptyState icon="circle-check" title="No ignored tags">
      <p>Every tag of this repository counts in the registry.</p>
    </EmptyState>
  )
}
