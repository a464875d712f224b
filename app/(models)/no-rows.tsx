import { NoModels, NothingFound, type NothingPart, PastTheEnd } from '@/components/model/no-models'
import { FirstSync } from '@/components/repo/first-sync'
import { NoRepos } from '@/components/repo/no-repos'
import type { RepoView } from '@/lib/views/repo'
import { type ModelSearch, modelSearchHref } from './model-search'

type Props = {
  readonly search: ModelSearch
  readonly total: number
  readonly repos: readonly RepoView[]
  /** Of a search that found nothing. */
  readonly parts: readonly NothingPart[]
}

/** Why the table has no row, and what to do about it. */
export function NoRows({ search, total, repos, parts }: Props) {
  if (repos.length === 0) return <NoRepos />
  if (total > 0) return <PastTheEnd firstHref={modelSearchHref({ ...search, page: 1 })} />
  if (search.q) {
    return (
      <NothingFound
        query={search.q}
        parts={parts}
        clearHref={modelSearchHref({ ...search, q: '', page: 1 })}
      />
    )
  }
  return repos.some((repo) => repo.syncedAt === null) ? <FirstSync repos={repos} /> : <NoModels />
}
