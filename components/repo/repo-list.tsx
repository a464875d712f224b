'use client'

import type { ForgeSite } from '@/lib/forge/build-links'
import type { RepoView } from '@/lib/views/repo'
import { useNow } from '../ui/use-now'
import { useLiveRepos } from './live-repos'
import { RepoCard } from './repo-card'
import type { SyncAction } from './sync-button'

type Props = {
  readonly repos: readonly RepoView[]
  /** By slug, of those whose forge is known. */
  readonly sites: Readonly<Record<string, ForgeSite>>
  readonly now: number
  /** Null if the viewer may not request a sync. */
  readonly syncNow: SyncAction | null
}

/** The repositories, kept current. */
export function RepoList({ repos, sites, now, syncNow }: Props) {
  const live = new Map(useLiveRepos(repos).map((repo) => [repo.slug, repo]))
  const current = useNow(now)
  return (
    <ul className="flex flex-col gap-3">
      {repos.map((repo) => (
        <li key={repo.slug}>
          <RepoCard
            repo={live.get(repo.slug) ?? repo}
            site={sites[repo.slug] ?? null}
            now={current}
            syncNow={syncNow}
          />
        </li>
      ))}
    </ul>
  )
}
