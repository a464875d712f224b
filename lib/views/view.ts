import { z } from 'zod'

/**
 * The shapes that pages draw and the API answers, one declaration each: the schema, and the type made from it. OpenAPI
 * is made from the same schemas, and tests hold answers to them.
 */

/** The value of a schema, read-only. */
export type View<Schema extends z.ZodType> = Immutable<z.output<Schema>>

type Immutable<T> = T extends readonly (infer Item)[]
  ? readonly Immutable<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: Immutable<T[Key]> }
    : T

export const time = z
  .string()
  .meta({ description: 'ISO 8601 with zone', examples: ['2026-05-04T08:15:00+02:00'] })

export const oid = z.string().meta({ description: 'Git object id, 40 hex digits' })

/** A value of a param. */
export const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()])

export type ScalarView = z.output<typeof scalar>

export const person = z.object({ name: z.string(), email: z.string() })

export type PersonView = View<typeof person>
