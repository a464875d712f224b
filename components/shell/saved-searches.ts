import type { SavedView, SavedViewList } from '@/lib/views/saved-view'
import { viewHref } from '../view/view-href'
import type { SearchOption } from './search-options'

const MAX_OFFERED = 6

/** Saved views as they are offered for an empty search. */
export async function fetchSaved(): Promise<readonly SearchOption[]> {
  return (await fetchViews()).slice(0, MAX_OFFERED).map(buildOption)
}

/** The reader's own views, then those that others share. Empty while they cannot be read. */
export async function fetchViews(): Promise<readonly SavedView[]> {
  try {
    const response = await fetch('/api/v1/views')
    if (!response.ok) return []
    const { items }: SavedViewList = await response.json()
    return items
  } catch {
    return []
  }
}

function buildOption(view: SavedView): SearchOption {
  return { kind: 'link', href: viewHref(view), label: view.name, hint: describeView(view) }
}

/** Whose view it is. */
export function describeView({ own, owner }: Pick<SavedView, 'own' | 'owner'>): string {
  return own ? 'saved view' : `saved view of ${owner}`
}
