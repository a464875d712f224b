/**
 * The person or program that reads, and the repositories that they may see. Every read takes it first and filters by
 * it.
 */
export type Viewer = { readonly repos: 'all' | readonly string[] }

export function canSee({ repos }: Viewer, repo: string): boolean {
  return repos === 'all' || repos.includes(repo)
}
