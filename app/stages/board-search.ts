import type { BoardChoice } from '@/components/board/board-filters'
import { hrefWith } from '@/components/ui/href-with'
import type { BoardFilter } from '@/lib/index/read/board-order'
import { countParam, firstParam, type SearchParams } from '../search-params'

export const PAGE_SIZE = 50
const MAX_PAGE = 1_000_000

export type BoardSearch = {
  readonly filter: BoardFilter
  /** The values of the form; empty: all. */
  readonly choice: BoardChoice
  readonly page: number
  /** `REPO:NAME` of the model whose row is open; empty: none is. */
  readonly open: string
}

/** Parses the address of the board. */
export function parseBoardSearch(params: SearchParams): BoardSearch {
  const choice = {
    label: firstParam(params, 'label', 200),
    owner: firstParam(params, 'owner', 200),
    repo: firstParam(params, 'repo', 100),
  }
  return {
    choice,
    filter: {
      label: choice.label || null,
      owner: choice.owner || null,
      repo: choice.repo || null,
    },
    page: countParam(params, 'page', { fallback: 1, max: MAX_PAGE }),
    open: firstParam(params, 'open', 500),
  }
}

type Place = { readonly page?: number; readonly open?: string }

/** The address of a page of the board with its filters; `open`: the model whose row is open there. */
export function boardHref({ choice, page }: BoardSearch, to: Place = {}): string {
  const { label, owner, repo } = choice
  const wanted = to.page ?? page
  return hrefWith('/stages', {
    ...{ label, owner, repo },
    page: wanted === 1 ? null : wanted,
    open: to.open ?? null,
  })
}
