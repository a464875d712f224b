'use client'

import type { RepoView } from '@/lib/views/repo'
import { useNow } from '../ui/use-now'
import { useLiveRepos } from './live-repos'
import { RepoCard } from './repo-card'
import type { SyncAction } from './sync-button'

type Props = {
  readonly repos: readonly RepoView[]
  readonly now: number
  /** Null if the viewer may not request a sync. */
  readonly syncNow: SyncAction | null
}

/** The repositories, kept current. */
export function RepoList({ repos, now, syncNow }: Props) {
  const live = new Map(useLiveRepos(repos).map((repo) => [repo.slug, repo]))
  const current = useNow(now)
  return (
    <ul className="flex flex-col gap-3">
      {repos.map((repo) => (
        <li key={repo.slug}>
          <RepoCard repo={live.get(repo.slug) ?? repo} now={current} syncNow={syncNow} />
        </li>
      ))}
    </ul>
  )
}
