import type { SavedView, SavedViewList } from '@/lib/views/saved-view'
import type { SearchOption } from './search-options'

const MAX_OFFERED = 6

/** Saved views as they are offered for an empty search. Empty while they cannot be read. */
export async function fetchSaved(): Promise<readonly SearchOption[]> {
  try {
    const response = await fetch('/api/v1/views')
    if (!response.ok) return []
    const { items }: SavedViewList = await response.json()
    return items.slice(0, MAX_OFFERED).map(buildOption)
  } catch {
    return []
  }
}

function buildOption(view: SavedView): SearchOption {
  const { name, query, sort, columns, pageSize, owner, own } = view
  const params = { q: query, sort, columns: columns?.join(), pageSize }
  const kept = Object.entries(params).filter(([, value]) => value)
  const search = new URLSearchParams(kept.map(([key, value]) => [key, String(value)]))
  return {
    kind: 'link',
    href: `/?${search}`,
    label: name,
    hint: own ? 'saved view' : `saved view of ${owner}`,
  }
}
