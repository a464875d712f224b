import type { RepoView } from '@/lib/views/repo'
import { EmptyState } from '../ui/empty-state'
import { RepoProgress } from './repo-progress'
import { RepoStatusBadge } from './repo-status'

/** How far the first sync of each repository is. */
export default function FirstSyncList({ repos }: { readonly repos: readonly RepoView[] }) {
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
