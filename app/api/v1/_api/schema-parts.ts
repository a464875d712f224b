import { z } from 'zod'

/** Pieces that many of the API's schemas share. */

export const time = z
  .string()
  .meta({ description: 'ISO 8601 with zone', examples: ['2026-05-04T08:15:00+02:00'] })

export const oid = z.string().meta({ description: 'Git object id, 40 hex digits' })

export const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()])

/** Views are readonly, zod's objects are not: the same shape, written to. */
export type Mutable<T> = T extends readonly (infer Item)[]
  ? Mutable<Item>[]
  : T extends object
    ? { -readonly [Key in keyof T]: Mutable<T[Key]> }
    : T
