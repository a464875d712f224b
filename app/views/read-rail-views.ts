import type { RailViewList } from '@/components/shell/rail-views'
import { searchKey } from '@/components/shell/search-key'
import { viewHref } from '@/components/view/view-href'
import type { Actor } from '@/lib/auth/actor'
import { getDatabase } from '@/lib/database/get-database'
import { listViews, MAX_VIEWS } from '@/lib/journal/saved-views'

/** The views that the rail has; the page of all views has the others. */
const SHOWN = 5

/** The first views of a reader for the rail. */
export async function readRailViews(actor: Actor | null): Promise<RailViewList> {
  const { items, total } = await listViews(getDatabase(), actor?.id ?? null, SHOWN)
  return { total, items: items.map((view) => ({ name: view.name, href: viewHref(view) })) }
}

/** The name under which a person has saved the search of an address; null where they have not. */
export async function findSavedName({ id }: Actor, href: string): Promise<string | null> {
  const { items } = await listViews(getDatabase(), id, MAX_VIEWS)
  const key = searchKey(href.slice(1))
  const saved = items.find((view) => view.own && searchKey(viewHref(view).slice(1)) === key)
  return saved?.name ?? null
}
