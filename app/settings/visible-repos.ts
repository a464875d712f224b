export type Limit = 'all' | readonly string[]

/** The repositories that a token is limited to, with only the number of those that the viewer may not see. */
export function visibleRepos(repos: Limit, canSeeRepo: (slug: string) => boolean): Limit {
  if (repos === 'all') return repos
  const seen = repos.filter(canSeeRepo)
  const hidden = repos.length - seen.length
  return hidden === 0 ? seen : [...seen, `${hidden} not visible to you`]
}
