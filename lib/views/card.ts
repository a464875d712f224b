import { z } from 'zod'
import type { View } from './view'

const result = z.object({
  task: z.string().nullable(),
  dataset: z.string().nullable(),
  metric: z.string(),
  /** As the card spells it. */
  value: z.string(),
})

export type CardResult = View<typeof result>

/** What the front matter of a card says. */
export const cardFacts = z
  .object({
    license: z.string().nullable(),
    task: z.string().nullable(),
    library: z.string().nullable(),
    languages: z.array(z.string()),
    baseModels: z.array(z.string()),
    datasets: z.array(z.string()),
    metrics: z.array(z.string()),
    tags: z.array(z.string()),
    results: z.array(result),
  })
  .meta({
    id: 'CardFacts',
    description: 'The front matter of the card, as Hugging Face defines it',
  })

export type CardFacts = View<typeof cardFacts>
