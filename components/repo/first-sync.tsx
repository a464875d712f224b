'use client'

import type { RepoView } from '@/lib/index/views'
import { EmptyState } from '../ui/empty-state'
import { useLiveRepos } from './live-repos'
import { RepoProgress } from './repo-progress'
import { RepoStatusBadge } from './repo-status'

/** Repositories are being read for the first time; models appear here by themselves. */
export function FirstSync(props: { readonly repos: readonly RepoView[] }) {
  const repos = useLiveRepos(props.repos)
  return (
    <EmptyState icon="git-branch" title="Reading the repositories">
      <p>The first sync clones them. Models appear here as soon as a repository has been read.</p>
      <ul className="divide-y divide-line rounded-lg border border-line bg-surface text-sm text-text">
        {repos.map((repo) => (
          <li key={repo.slug} className="flex flex-col gap-2 px-4 py-3">
            <span className="flex items-center gap-2 font-medium">
              {repo.slug} <RepoStatusBadge repo={repo} />
            </span>
            <RepoProgress repo={repo} />
          </li>
        ))}
      </ul>
    </EmptyState>
  )
}
