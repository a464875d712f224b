import type { NewView } from '@/lib/journal/saved-views'
import { hrefWith } from '../search-params'

/** The address of the models page that a view stands for: it works for everybody. */
export function viewHref({
  query,
  sort,
  columns,
  pageSize,
}: Omit<NewView, 'name' | 'shared'>): string {
  return hrefWith('/', { sort, pageSize, columns: columns?.join() ?? null, q: query })
}
