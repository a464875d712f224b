import { z } from 'zod'

/** Parameters that many operations share. */

export const none = z.strictObject({})

export const slug = z.string().min(1).max(100).meta({ description: 'Slug of a repository' })

export const name = z
  .string()
  .min(1)
  .max(300)
  .meta({ description: 'Name of a model, percent-encoded as one segment: `nested%2Fa:model`' })
