import { z } from 'zod'
import { parseModelSort } from '@/lib/search/sort'

/** Parameters that many operations share. */

export const none = z.strictObject({})

export const slug = z.string().min(1).max(100).meta({ description: 'Slug of a repository' })

export const name = z
  .string()
  .min(1)
  .max(300)
  .meta({ description: 'Name of a model, percent-encoded as one segment: `nested%2Fa:model`' })

/** The sort orders of models. */
const SORTS =
  'match, name, repo, owner, versions, registered, promoted, updated, since:STAGE, behind:STAGE, metric.NAME, metric.NAME@STAGE, param.NAME or param.NAME@STAGE'

export const modelSort = z
  .string()
  .max(300)
  .refine((text) => parseModelSort(text) !== null, `this is not one of ${SORTS}`)
  .meta({
    description: `One of ${SORTS}; a minus reverses it. Best matches first for a search with words, otherwise by name`,
  })
