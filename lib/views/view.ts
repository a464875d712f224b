import { z } from 'zod'
import { METRIC_DIRECTIONS } from '@/lib/registry/metric-direction'
import type { Metric } from '@/lib/registry/values'

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

/**
 * A number of a file. Pages get it as it is stored; an answer of the API has it as JSON has numbers, and what JSON does
 * not have in words (app/api/v1/_api/write-json.ts).
 */
export const fileNumber = z
  .union([z.number(), z.enum(['NaN', 'Infinity', '-Infinity'])])
  .meta({ description: 'A number; a word where JSON has none' }) as unknown as z.ZodType<Metric>

/** Of a metric. */
export const direction = z.enum(METRIC_DIRECTIONS).nullable().meta({
  description: 'Whether more or less is better; null where nothing says so',
})

/** A value of a param. */
export const scalar = z.union([z.string(), fileNumber, z.boolean(), z.null()])

export type ScalarView = z.output<typeof scalar>

export const person = z.object({ name: z.string(), email: z.string() })

export type PersonView = View<typeof person>
