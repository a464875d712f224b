import type { ReactNode } from 'react'
import type { ForgeSite } from '@/lib/forge/build-links'
import type { RepoView } from '@/lib/views/repo'
import { Copyable } from '../ui/copyable'
import { Hash } from '../ui/hash'
import { Icon } from '../ui/icon'
import { TimeAgo } from '../ui/time-ago'
import { UntrustedText } from '../ui/untrusted-text'
import { RepoProgress } from './repo-progress'
import { RepoStatusBadge } from './repo-status'
import { type SyncAction, SyncButton } from './sync-button'
import { SyncError } from './sync-error'

type Props = {
  readonly repo: RepoView
  /** Null if the repository's forge is not known. */
  readonly site: ForgeSite | null
  readonly now: number
  /** Null if the viewer may not request a sync. */
  readonly syncNow: SyncAction | null
}

/** One repository: the state of its sync, its content, and its last error. */
export function RepoCard({ repo, site, now, syncNow }: Props) {
  return (
    <article className="flex flex-col gap-2.5 rounded-lg border border-line bg-surface px-4 py-3">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h2 className="font-semibold">
          <a href={repoHref(repo.slug)} className="hover:underline">
            {repo.slug}
          </a>
        </h2>
        <RepoStatusBadge repo={repo} />
        {repo.syncedAt ? (
          <span className="text-xs text-text-faint">
            last successful sync <TimeAgo at={repo.syncedAt} now={now} />
          </span>
        ) : null}
        <div className="ms-auto">
          {syncNow ? <SyncButton repo={repo} action={syncNow} /> : null}
        </div>
      </header>
      <RepoPlace repo={repo} site={site} />
      <RepoProgress repo={repo} />
      <SyncError repo={repo} now={now} />
      <RepoCounts repo={repo} />
    </article>
  )
}

function repoHref(slug: string): string {
  return `/repos/${encodeURIComponent(slug)}`
}

/** The address and the head of a repository. */
function RepoPlace({ repo, site }: Pick<Props, 'repo' | 'site'>) {
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-0.5 text-text-soft">
      <Copyable text={repo.url} label="address" link={site} />
      {repo.head ? (
        <span className="inline-flex items-center gap-1.5">
          <Icon name="git-branch" className="size-3.5 text-text-faint" />
          <UntrustedText text={repo.head.branch} />
          <Hash
            oid={repo.head.commit}
            label="commit"
            link={site && { ...site, url: `${site.commits}${repo.head.commit}` }}
          />
        </span>
      ) : null}
    </div>
  )
}

function RepoCounts({ repo }: { readonly repo: RepoView }) {
  const href = repoHref(repo.slug)
  return (
    <ul className="flex flex-wrap gap-x-5 gap-y-1 text-text-soft">
      <Count
        count={repo.models}
        one="model"
        many="models"
        href={`/?q=repo:${encodeURIComponent(repo.slug)}`}
      />
      <Count count={repo.versions} one="version" many="versions" />
      <Count
        count={repo.events}
        one="event"
        many="events"
        href={`/activity?repo=${encodeURIComponent(`"${repo.slug}"`)}`}
      />
      <Count count={repo.problems} one="problem" many="problems" href={href} tone="text-warning" />
      <Count
        count={repo.ignoredTags}
        one="ignored tag"
        many="ignored tags"
        href={`${href}?tab=ignored`}
      />
    </ul>
  )
}

type CountProps = {
  readonly count: number
  readonly one: string
  readonly many: string
  readonly href?: string
  readonly tone?: string
}

function Count({ count, one, many, href, tone = 'text-text' }: CountProps): ReactNode {
  const words = (
    <>
      <span className={count > 0 ? `font-medium ${tone}` : ''}>{count.toLocaleString('en')}</span>{' '}
      {count === 1 ? one : many}
    </>
  )
  return (
    <li>
      {href && count > 0 ? (
        <a href={href} className="hover:text-text hover:underline">
          {words}
        </a>
      ) : (
        words
      )}
    </li>
  )
}
