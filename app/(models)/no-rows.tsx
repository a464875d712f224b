import {
  NoModels,
  NoModelsThen,
  NothingFound,
  type NothingPart,
} from '@/components/model/no-models'
import { FirstSync } from '@/components/repo/first-sync'
import { NoRepos } from '@/components/repo/no-repos'
import { PastTheEnd } from '@/components/ui/past-the-end'
import type { EmptyPart } from '@/lib/index/read/explain-nothing'
import { formatQuery } from '@/lib/search/format-query'
import type { Query } from '@/lib/search/query'
import type { RepoView } from '@/lib/views/repo'
import { type ModelSearch, modelSearchHref } from './model-search'

type Props = {
  readonly search: ModelSearch
  readonly total: number
  readonly repos: readonly RepoView[]
  /** Of a search that found nothing. */
  readonly parts: readonly EmptyPart[]
}

/** Why the table has no row, and what to do about it. */
export function NoRows({ search, total, repos, parts }: Props) {
  if (repos.length === 0) return <NoRepos />
  if (total > 0)
    return <PastTheEnd list="The list" firstHref={modelSearchHref({ ...search, page: 1 })} />
  if (search.q) {
    return (
      <NothingFound
        query={search.q}
        parts={parts.map((part) => linkPart(part, search))}
        clearHref={modelSearchHref({ ...search, q: '', page: 1 })}
      />
    )
  }
  if (search.at !== '') return <NoModelsThen />
  return repos.some((repo) => repo.syncedAt === null) ? <FirstSync repos={repos} /> : <NoModels />
}

/** A part of a search that found nothing, with the addresses of searches that find something. */
function linkPart(
  { part, alone, rest, without, nearest }: EmptyPart,
  search: ModelSearch,
): NothingPart {
  const link = (query: Query) => modelSearchHref({ ...search, q: formatQuery(query), page: 1 })
  return {
    text: formatQuery(part),
    alone,
    without,
    withoutHref: link(rest),
    nearest: nearest.map((query) => ({ text: formatQuery(query), href: link(query) })),
  }
}
