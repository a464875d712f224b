import { z } from 'zod'
import type {
  EventPage,
  EventView,
  ModelDetailView,
  ModelPage,
  ModelView,
  RepoView,
  SignatureView,
  VersionView,
} from '@/lib/index/views'
import { type Mutable, oid, scalar, time } from './schema-parts'

/** The API's answers as zod schemas; OpenAPI is made from them, and tests hold answers to them. */

const person = z.object({ name: z.string(), email: z.string() })

export const signature = z
  .object({
    status: z.enum(['verified', 'untrusted', 'invalid', 'unsigned', 'unsupported']),
    verdict: z
      .enum([
        ...(['good', 'unsigned', 'untrusted', 'not-allowed', 'mismatch', 'wrong-repo'] as const),
        ...(['bad', 'malformed', 'revoked', 'expired', 'unsupported', 'moved'] as const),
      ])
      .meta({ description: 'Exactly why; good is verified' }),
    policy: z
      .enum(['off', 'warn', 'require'])
      .meta({ description: 'What the tag is measured by: policy.signatures of the configuration' }),
    format: z.enum(['ssh', 'openpgp', 'x509']).nullable(),
    signer: z.string().nullable(),
    key: z.string().nullable(),
  })
  .meta({ id: 'Signature' }) satisfies z.ZodType<SignatureView>

const stageHolder = z
  .object({
    version: z.string(),
    commit: oid,
    assignedAt: time,
    tag: z.string(),
    signature,
    behind: z.number().int().nullable(),
  })
  .meta({ id: 'StageHolder' })

const modelShape = {
  repo: z.string(),
  name: z.string(),
  type: z.string().nullable(),
  description: z.string(),
  labels: z.array(z.string()),
  owners: z.array(
    z.object({ name: z.string(), source: z.enum(['annotation', 'codeowners', 'tagger']) }),
  ),
  path: z.string().nullable(),
  latest: z.object({ version: z.string(), commit: oid, registeredAt: time }).nullable(),
  stages: z.record(z.string(), z.array(stageHolder)),
  versionCount: z.number().int(),
  deprecated: z.boolean(),
  updatedAt: time,
  problems: z.number().int(),
  cut: z.literal(true).optional().meta({
    description:
      'Description, labels, owners, path and stages are left out of a list that would be larger than 2 MB with them: ask for the model',
  }),
}

export const model = z.object(modelShape).meta({ id: 'Model' }) satisfies z.ZodType<
  Mutable<ModelView>
>

export const version = z
  .object({
    version: z.string(),
    commit: oid,
    committedAt: time,
    registered: z.boolean(),
    active: z.boolean(),
    registeredAt: time.nullable(),
    tag: z.string().nullable(),
    tagger: person.nullable(),
    message: z.string().nullable(),
    actor: z.string().nullable(),
    signature: signature.nullable(),
    stages: z.array(z.string()),
    type: z.string().nullable(),
    description: z.string(),
    labels: z.array(z.string()),
    path: z.string().nullable(),
    hash: z.string().nullable(),
    size: z.number().int().nullable(),
    metrics: z.record(z.string(), z.number()),
    params: z.record(z.string(), scalar),
  })
  .meta({ id: 'Version' }) satisfies z.ZodType<Mutable<VersionView>>

const problem = z
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

export const modelDetail = z
  .object({
    ...modelShape,
    versions: z.array(version),
    versionTotal: z.number().int().meta({ description: 'How many versions there are' }),
    next: z
      .string()
      .nullable()
      .meta({ description: '`before` of the request for the next versions; null after the last' }),
    stageOrder: z.array(z.string()),
    problemList: z.array(problem).meta({ description: 'The first 100; `problems` counts all' }),
    source: z.object({ file: z.string(), commit: oid }).nullable(),
    hash: z.string().nullable(),
    size: z.number().int().nullable(),
  })
  .meta({ id: 'ModelDetail' }) satisfies z.ZodType<Mutable<ModelDetailView>>

const facet = z.array(z.object({ value: z.string(), count: z.number().int() }))

export const modelPage = z
  .object({
    items: z.array(model),
    total: z.number().int(),
    page: z.number().int(),
    pageSize: z.number().int(),
    facets: z.object({ labels: facet, owners: facet, stages: facet, repos: facet, types: facet }),
  })
  .meta({ id: 'ModelPage' }) satisfies z.ZodType<Mutable<ModelPage>>

export const event = z
  .object({
    kind: z.enum(['registration', 'deregistration', 'assignment', 'unassignment', 'deprecation']),
    repo: z.string(),
    artifact: z.string(),
    version: z.string().nullable(),
    stage: z.string().nullable(),
    tag: z.string(),
    oid,
    commit: oid,
    at: time,
    tagger: person,
    actor: z.string().nullable(),
    approvers: z.array(z.string()),
    reason: z.string().nullable(),
    message: z.string(),
    signature,
    rejected: z.boolean().meta({
      description: 'It changes nothing, because the signature policy wants a proof',
    }),
    anomalies: z.array(z.enum(['moved', 'backdated', 'future', 'out-of-order'])),
  })
  .meta({ id: 'Event' }) satisfies z.ZodType<Mutable<EventView>>

export const eventPage = z
  .object({ items: z.array(event), next: z.string().nullable() })
  .meta({ id: 'EventPage' }) satisfies z.ZodType<Mutable<EventPage>>

export const repo = z
  .object({
    slug: z.string(),
    url: z.string(),
    head: z.object({ branch: z.string(), commit: oid }).nullable(),
    status: z.enum(['new', 'queued', 'syncing', 'ok', 'failed']),
    syncedAt: time.nullable(),
    models: z.number().int(),
    versions: z.number().int(),
    events: z.number().int(),
    problems: z.number().int(),
    ignoredTags: z.number().int(),
    revision: z
      .number()
      .int()
      .meta({ description: 'Differs when what is indexed of the repository differs' }),
    stateHash: z
      .string()
      .nullable()
      .meta({ description: 'Of all versions and stages; npm run verify prints the same' }),
    error: z.object({ code: z.string(), message: z.string(), at: time }).nullable(),
    retryAt: time.nullable(),
    progress: z
      .object({
        phase: z.enum(['clone', 'fetch', 'read', 'write']),
        done: z.number().int(),
        total: z.number().int().nullable(),
        percent: z.number().nullable(),
      })
      .nullable(),
  })
  .meta({ id: 'Repo' }) satisfies z.ZodType<Mutable<RepoView>>

export const resolved = z
  .object({
    version: z.string(),
    commit: oid,
    tag: z.string().nullable(),
    path: z.string().nullable(),
    uri: z.string().nullable(),
    hash: z.string().nullable(),
    size: z.number().int().nullable(),
  })
  .meta({ id: 'Resolved' })

export const failure = z
  .object({
    error: z.object({
      code: z.string(),
      message: z.string(),
      details: z.unknown().optional(),
    }),
  })
  .meta({ id: 'Error' })
