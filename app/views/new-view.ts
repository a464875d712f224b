import { z } from 'zod'
import type { NewView } from '@/lib/journal/saved-views'
import { modelSort } from '../api/v1/_api/operation-parts'
import { isPlainLine } from '../is-plain-line'

/** The characters of all columns of a view, as in its address. */
const MAX_COLUMNS = 1000

/** The name of a view. */
export const viewName = z
  .string()
  .trim()
  .refine((text) => isPlainLine(text, 100), 'a name is one line of 1 to 100 visible characters')
  .meta({ description: 'One line of 1 to 100 characters' })

/** What is sent to save a view: the parameters of the models page, and a name. */
export const newView = z.strictObject({
  name: viewName,
  query: z.string().max(500).optional().meta({ description: 'As `q` of `GET /models`' }),
  tab: z
    .string()
    .min(1)
    .max(255)
    .nullish()
    .meta({ description: 'The type whose tab is shown, or `all`; the usual one without it' }),
  sort: modelSort.nullish(),
  columns: z
    .array(z.string().min(1).max(300))
    .min(1)
    .max(100)
    .refine(
      (columns) => columns.join().length <= MAX_COLUMNS,
      `these are more than ${MAX_COLUMNS} characters`,
    )
    .nullish()
    .meta({ description: 'As in the address of the models page; the usual ones without it' }),
  pageSize: z.number().int().min(1).max(200).nullish(),
  shared: z.boolean().optional().meta({ description: 'Whether all readers find it' }),
})

/** The view that was asked for, with what was left out. */
export function buildNewView(asked: z.infer<typeof newView>): NewView {
  const { name, query = '', tab = null, sort = null, columns = null } = asked
  const { pageSize = null, shared = false } = asked
  return { name, query, tab, sort, columns, pageSize, shared }
}
