import { z } from 'zod'
import { time, type View } from './view'

export const savedView = z
  .object({
    id: z.string(),
    name: z.string(),
    query: z.string(),
    tab: z
      .string()
      .nullable()
      .meta({ description: 'The type whose tab is shown, or `all`; null: the usual one' }),
    sort: z.string().nullable().meta({ description: 'Null: the usual order of the search' }),
    columns: z.array(z.string()).nullable().meta({ description: 'Null: the usual columns' }),
    pageSize: z.number().int().nullable().meta({ description: 'Null: the usual size' }),
    shared: z.boolean().meta({ description: 'Whether everybody who may read here finds it' }),
    owner: z.string().meta({ description: 'Who saved it, by name' }),
    own: z.boolean().meta({ description: 'Whether the requester saved it' }),
    createdAt: time,
  })
  .meta({ id: 'SavedView' })

export type SavedView = View<typeof savedView>

/** Of the views that a reader finds, the first ones, and how many there are. */
export const savedViewList = z.object({ items: z.array(savedView), total: z.number().int() })

export type SavedViewList = View<typeof savedViewList>
