import { z } from 'zod'
import type { ResolveRequest } from '@/lib/index/read/resolve-version'
import { INSTANTS, parseInstant } from '@/lib/search/parse-instant'
import { parseModelSort } from '@/lib/search/sort'

/** Parameters that many operations share. */

export const none = z.strictObject({})

export const slug = z.string().min(1).max(100).meta({ description: 'Slug of a repository' })

export const name = z
  .string()
  .min(1)
  .max(300)
  .meta({ description: 'Name of a model, percent-encoded as one segment: `nested%2Fa:model`' })

/** The past instant that a read is about. */
export const instant = z
  .string()
  .max(40)
  .refine((text) => parseInstant(text) !== null, `this is not ${INSTANTS}`)
  .optional()
  .meta({ description: `The state at an instant, from the tags until then: ${INSTANTS}` })

/** Unix seconds; undefined: now. */
export function readInstant({ at }: { readonly at?: string | undefined }): number | undefined {
  return at === undefined ? undefined : (parseInstant(at) ?? undefined)
}

export type WantedQuery = {
  readonly stage?: string | undefined
  /** The latest version without either. */
  readonly version?: string | undefined
  readonly at?: string | undefined
}

/** The version that a query asks for: what a stage holds, or a version by its name, else the latest; as it was at `at`. */
export function readWanted(query: WantedQuery): ResolveRequest {
  const at = readInstant(query)
  return query.stage === undefined
    ? { version: query.version ?? 'latest', at }
    : { stage: query.stage, at }
}

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
