import { z } from 'zod'
import { oid, time, type View } from './view'

export const repo = z
  .object({
    slug: z.string(),
    /** Without credentials. */
    url: z.string(),
    head: z.object({ branch: z.string(), commit: oid }).nullable(),
    status: z.enum(['new', 'queued', 'syncing', 'ok', 'failed']),
    syncedAt: time.nullable(),
    models: z.number().int(),
    versions: z.number().int(),
    events: z.number().int(),
    problems: z.number().int(),
    ignoredTags: z.number().int(),
    /** 0 while nothing is indexed. */
    revision: z
      .number()
      .int()
      .meta({ description: 'Differs when what is indexed of the repository differs' }),
    /** Null while nothing is indexed. */
    stateHash: z
      .string()
      .nullable()
      .meta({ description: 'Of all versions and stages; npm run verify prints the same' }),
    error: z.object({ code: z.string(), message: z.string(), at: time }).nullable(),
    /** When the next attempt is due, while backing off. */
    retryAt: time.nullable(),
    progress: z
      .object({
        phase: z.enum(['clone', 'fetch', 'read', 'write']),
        /** Objects. */
        done: z.number().int(),
        /** Null while unknown. */
        total: z.number().int().nullable(),
        percent: z.number().nullable(),
      })
      .nullable(),
  })
  .meta({ id: 'Repo' })

export type RepoView = View<typeof repo>
export type RepoStatus = RepoView['status']
export type SyncPhase = NonNullable<RepoView['progress']>['phase']

export const problem = z
  .object({
    repo: z.string(),
    code: z.string(),
    artifact: z.string().nullable(),
    file: z.string().nullable(),
    line: z.number().int().nullable(),
    tag: z.string().nullable(),
    commit: oid.nullable(),
    detail: z.string(),
  })
  .meta({ id: 'Problem' })

export type ProblemView = View<typeof problem>

/** A tag that means nothing to the registry, and why. */
export type IgnoredTagView = {
  readonly repo: string
  readonly tag: string
  readonly oid: string
  readonly code: string
}
