import { z } from 'zod'
import type { View } from './view'

const completion = z.object({
  text: z.string().meta({ description: 'What takes the place of the text from `from` to `to`' }),
  hint: z.string().optional(),
  count: z.number().int().nullable().meta({
    description: 'How many models the search would find with it; null where that is not counted',
  }),
})

export type Completion = View<typeof completion>

export const completions = z
  .object({
    from: z.number().int(),
    to: z.number().int(),
    items: z.array(completion),
    models: z.array(z.object({ repo: z.string(), name: z.string() })),
  })
  .meta({ id: 'Completions' })

export type Completions = View<typeof completions>
