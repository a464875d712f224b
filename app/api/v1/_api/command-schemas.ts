import { z } from 'zod'
import { REFUSALS } from '@/components/refusal/refusals'
import type { CommandView, Preview, RefusalCode } from '@/lib/promote/views'
import { type Mutable, oid, scalar, time } from './schema-parts'

/** What the API takes and answers where a repository is changed. */

const name = z.string()
const details = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.null(), z.array(z.string())]),
)

/** The one table of refusals, also for pages. */
const codes = Object.keys(REFUSALS) as [RefusalCode, ...RefusalCode[]]

const commandKinds = [
  'register',
  'deregister',
  'assign',
  'unassign',
  'deprecate',
  'roll-back',
] as const

const refusal = z.object({ code: z.enum(codes), details }).meta({ id: 'Refusal' })

const check = z
  .object({
    rule: z.enum(['role', 'who', 'from', 'branches', 'approvals', 'reason', 'check', 'policy']),
    text: z.string(),
    outcome: z.enum(['pass', 'fail', 'pending']),
    why: z.string(),
    details,
  })
  .meta({ id: 'Check' })

type Workflow = Preview['tags'][number]['workflows'][number]

const workflow = z
  .object({
    provider: z.enum(['github', 'gitlab']),
    file: z.string(),
    name,
    outcome: z.enum(['starts', 'does-not-start', 'unknown']),
    why: z.string() as unknown as z.ZodType<Workflow['why']>,
    details,
    jobs: z.array(z.string()),
    trap: z.string().nullable() as unknown as z.ZodType<Workflow['trap']>,
  })
  .meta({ id: 'Workflow' })

const change = z.object({ name, before: scalar, after: scalar })

const difference = z
  .object({
    from: z.string(),
    to: z.string(),
    metrics: z.array(change),
    params: z.array(change),
    unlisted: z
      .number()
      .int()
      .meta({ description: 'Metrics and params that differ too, and are not listed' }),
    content: z.object({ before: z.string().nullable(), after: z.string().nullable() }).nullable(),
  })
  .meta({ id: 'VersionDifference' })

const stageRow = z
  .record(z.string(), z.array(z.object({ version: z.string(), tag: z.string() })))
  .meta({ id: 'StageRow' })

const plannedTag = z
  .object({
    artifact: name,
    kind: z.enum(['registration', 'deregistration', 'assignment', 'unassignment', 'deprecation']),
    version: z.string().nullable(),
    stage: z.string().nullable(),
    tag: z.string(),
    commit: oid,
    message: z.string().meta({ description: 'Whole, with its trailers' }),
    previous: z.object({ tag: z.string(), oid, version: z.string() }).nullable(),
    before: stageRow,
    after: stageRow,
    stageOrder: z.array(z.string()),
    latestBefore: z.string().nullable(),
    latestAfter: z.string().nullable(),
    bringsBack: z.string().nullable(),
    difference: difference.nullable(),
    checks: z.array(check),
    workflows: z.array(workflow),
  })
  .meta({ id: 'PlannedTag' })

export const preview = z
  .object({
    repo: z.string(),
    requestId: z.string(),
    expected: z.string().meta({
      description: 'Send it with the command: it is refused where the model has changed since',
    }),
    outcome: z.enum(['allowed', 'needs-approval', 'refused']),
    refusal: refusal.nullable(),
    tags: z.array(plannedTag),
    signer: z
      .object({ name, email: z.string(), format: z.enum(['ssh', 'openpgp']), key: z.string() })
      .nullable(),
  })
  .meta({ id: 'Preview' }) satisfies z.ZodType<Mutable<Preview>>

export const command = z
  .object({
    id: z.string(),
    repo: z.string(),
    state: z.enum([
      ...['waiting', 'requested', 'checked', 'prepared', 'pushed', 'unknown'],
      ...['confirmed', 'indexed', 'refused', 'rejected', 'declined', 'expired'],
    ] as const),
    requestedBy: z.string(),
    requestedAt: time,
    updatedAt: time,
    expiresAt: time.nullable(),
    reason: z.string().nullable(),
    commands: z.array(
      z.object({
        artifact: name,
        kind: z.enum(commandKinds),
        version: z.string().nullable(),
        stage: z.string().nullable(),
      }),
    ),
    tags: z.array(z.object({ artifact: name, tag: z.string(), oid, commit: oid })).meta({
      description:
        'The tags that were made for it. The remote has them when `state` is confirmed or indexed',
    }),
    approvals: z.array(
      z.object({
        by: z.string(),
        at: time,
        decision: z.enum(['approve', 'decline', 'withdraw']),
        reason: z.string().nullable(),
        counts: z.boolean().meta({
          description: 'False for an approval of what the request does not stand for any more',
        }),
      }),
    ),
    approvalsNeeded: z.number().int(),
    refusal: refusal.nullable(),
    superseded: z
      .object({ artifact: name, tag: z.string(), tagger: z.string(), at: time })
      .nullable()
      .meta({ description: "A newer tag of somebody else's that has the last word" }),
  })
  .meta({ id: 'Command' }) satisfies z.ZodType<Mutable<CommandView>>

const one = {
  command: z.enum(commandKinds),
  version: z.string().max(200).nullish(),
  stage: z.string().max(200).nullish(),
  commit: z.string().max(40).nullish().meta({ description: 'Full id; for register' }),
  bump: z.enum(['major', 'minor', 'patch']).nullish(),
}

const request = {
  reason: z.string().max(1000).nullish(),
  requestId: z
    .string()
    .max(36)
    .optional()
    .meta({ description: 'A UUID of yours: the same one never writes twice' }),
  expected: z.string().max(32).nullish().meta({ description: 'Of a dry run' }),
}

/** What is asked of one model. */
export const commandBody = z.strictObject({ ...one, ...request })

/** What is asked of several models of a repository, in one push. */
export const commandsBody = z.strictObject({
  commands: z
    .array(z.strictObject({ model: z.string().max(300), ...one }))
    .min(1)
    .max(100),
  ...request,
})

export const decisionBody = z.strictObject({
  decision: z.enum(['approve', 'decline', 'withdraw']),
  reason: z.string().max(1000).nullish(),
  expected: z.string().max(32).nullish().meta({
    description: 'Of the dry run that is approved: refused where the model has changed since',
  }),
})
