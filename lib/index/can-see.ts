import type { Viewer } from './views'

export function canSee({ repos }: Viewer, repo: string): boolean {
  return repos === 'all' || repos.includes(repo)
}
