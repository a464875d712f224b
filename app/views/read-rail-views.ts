import type { RailViewList } from '@/components/shell/rail-views'
import { viewHref } from '@/components/view/view-href'
import type { Actor } from '@/lib/auth/actor'
import { getDatabase } from '@/lib/database/get-database'
import { listViews } from '@/lib/journal/saved-views'

/** The views that the rail has; the page of all views has the others. */
const SHOWN = 5

/** The first views of a reader for the rail. */
export async function readRailViews(actor: Actor | null): Promise<RailViewList> {
  const { items, total } = await listViews(getDatabase(), actor?.id ?? null, SHOWN)
  return { total, items: items.map((view) => ({ name: view.name, href: viewHref(view) })) }
}
