import type { SavedView } from '@/lib/views/saved-view'
import { hrefWith } from '../ui/href-with'

/** The address of the models page that a view stands for: it works for everybody. */
export function viewHref({
  query,
  tab,
  sort,
  columns,
  pageSize,
}: Pick<SavedView, 'query' | 'tab' | 'sort' | 'columns' | 'pageSize'>): string {
  return hrefWith('/', { tab, sort, pageSize, columns: columns?.join() ?? null, q: query })
}
