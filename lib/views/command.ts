import { z } from 'zod'
import type { KeyringProblem } from '@/lib/proof/keyring'
import { COMMAND_KINDS } from '@/lib/registry/commands/command'
import { EVENT_KINDS } from '@/lib/registry/event'
import { WORKFLOW_REASONS, WORKFLOW_TRAPS } from '@/lib/workflows/workflow'
import { details, refusal } from './refusal'
import { direction, oid, scalar, time, type View } from './view'

/**
 * A command that succeeds is requested, checked, prepared (the tag object is in the journal), pushed, confirmed (the
 * remote shows it) and indexed.
 */
const COMMAND_STATES = [
  /** For approval. */
  'waiting',
  'requested',
  'checked',
  'prepared',
  'pushed',
  /** The push was sent and no answer came. Only a read of the remote resolves it. */
  'unknown',
  'confirmed',
  'indexed',
  /** Nothing was written, because of a rule or of what the registry already says. */
  'refused',
  /** The remote rejected it. */
  'rejected',
  /** An approver declined it, or the request was withdrawn. */
  'declined',
  'expired',
] as const

export type CommandState = (typeof COMMAND_STATES)[number]

const check = z
  .object({
    rule: z.enum(['role', 'who', 'from', 'branches', 'approvals', 'reason', 'check', 'policy']),
    /** As written where a person wrote it: `metrics.auc >= 0.9`. */
    text: z.string(),
    outcome: z.enum(['pass', 'fail', 'pending']),
    /** A code that the page turns into a sentence. */
    why: z.string(),
    details,
  })
  .meta({ id: 'Check' })

export type CheckView = View<typeof check>
export type CheckOutcome = CheckView['outcome']

const workflow = z
  .object({
    provider: z.enum(['github', 'gitlab']),
    file: z.string(),
    name: z.string(),
    outcome: z.enum(['starts', 'does-not-start', 'unknown']),
    why: z.enum(WORKFLOW_REASONS),
    details,
    jobs: z.array(z.string()),
    trap: z.enum(WORKFLOW_TRAPS).nullable(),
  })
  .meta({ id: 'Workflow' })

const change = z.object({ name: z.string(), before: scalar, after: scalar })

const metricChange = change.extend({ direction })

const difference = z
  .object({
    from: z.string(),
    to: z.string(),
    metrics: z.array(metricChange),
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

export type StageRow = View<typeof stageRow>

/** Pages of the repository's forge, with its name. `previous` and `compare` where there is something before. */
const plannedLinks = z
  .object({
    forge: z.string(),
    commit: z.string(),
    previous: z.string().nullable(),
    compare: z.string().nullable(),
  })
  .meta({ id: 'PlannedTagLinks' })

/** One tag that will be written (or was). */
const plannedTag = z
  .object({
    artifact: z.string(),
    kind: z.enum(EVENT_KINDS),
    version: z.string().nullable(),
    stage: z.string().nullable(),
    tag: z.string(),
    commit: oid,
    message: z.string().meta({ description: 'Whole, with its trailers' }),
    previous: z.object({ tag: z.string(), oid, version: z.string() }).nullable(),
    before: stageRow,
    after: stageRow,
    /** Stages in display order, those of `before` and `after` and the configured ones. */
    stageOrder: z.array(z.string()),
    latestBefore: z.string().nullable(),
    latestAfter: z.string().nullable(),
    /** The version that an unassignment brings back into the stage. */
    bringsBack: z.string().nullable(),
    skips: z.string().nullable().meta({
      description: 'The stage before in the order, where the version has never held it',
    }),
    endsDeprecation: z.boolean().meta({
      description: 'Whether the model is deprecated before the tag and not after it',
    }),
    olderThan: z.string().nullable().meta({
      description: 'The latest version, where the registered commit is older than its commit',
    }),
    difference: difference.nullable(),
    checks: z.array(check),
    workflows: z.array(workflow),
    links: plannedLinks.nullable(),
  })
  .meta({ id: 'PlannedTag' })

export type PlannedTag = View<typeof plannedTag>

const signer = z.object({
  name: z.string(),
  email: z.string(),
  format: z.enum(['ssh', 'openpgp']),
  /** `SHA256:...` or the OpenPGP fingerprint. */
  key: z.string(),
})

export type SignerView = View<typeof signer>

export const preview = z
  .object({
    repo: z.string(),
    requestId: z.string(),
    /** Fingerprint of the artifacts' tags that the preview was computed from. */
    expected: z.string().meta({
      description: 'Send it with the command: it is refused where the model has changed since',
    }),
    outcome: z.enum(['allowed', 'needs-approval', 'refused']),
    refusal: refusal.nullable(),
    /** Empty when the command is impossible. */
    tags: z.array(plannedTag),
    signer: signer.nullable(),
  })
  .meta({ id: 'Preview' })

export type Preview = View<typeof preview>

/** Pages of the repository's forge, with its name. `ci`: the runs that the tag has started. */
const writtenLinks = z
  .object({ forge: z.string(), tag: z.string(), commit: z.string(), ci: z.string() })
  .meta({ id: 'WrittenTagLinks' })

const writtenTag = z.object({
  artifact: z.string(),
  tag: z.string(),
  oid,
  commit: oid,
  displaces: z.string().nullable().meta({
    description: 'The tag of the assignment that counted before: a stage can be rolled back to it',
  }),
  links: writtenLinks
    .nullable()
    .meta({ description: "Null where the repository's forge is not known" }),
})

export type WrittenTag = View<typeof writtenTag>

const approval = z.object({
  by: z.string(),
  at: time,
  decision: z.enum(['approve', 'decline', 'withdraw']),
  reason: z.string().nullable(),
  /** False for what is no approval, too. */
  counts: z.boolean().meta({
    description: 'False for an approval of what the request does not stand for any more',
  }),
})

const superseded = z.object({
  artifact: z.string(),
  tag: z.string(),
  /** Claimed by the tag. */
  tagger: z.string(),
  at: time,
  /** Its page on the repository's forge. */
  link: z.object({ forge: z.string(), url: z.string() }).nullable(),
})

export const command = z
  .object({
    /** The request id: a UUID that the client made. */
    id: z.string(),
    repo: z.string(),
    state: z.enum(COMMAND_STATES),
    requestedBy: z.string(),
    requestedAt: time,
    updatedAt: time,
    expiresAt: time.nullable(),
    reason: z.string().nullable(),
    /** What was requested, one entry per artifact. */
    commands: z.array(
      z.object({
        artifact: z.string(),
        kind: z.enum(COMMAND_KINDS),
        /** Null until the command has counted or found it. */
        version: z.string().nullable(),
        stage: z.string().nullable(),
      }),
    ),
    tags: z.array(writtenTag).meta({
      description:
        'The tags that were made for it. The remote has them when `state` is confirmed or indexed',
    }),
    approvals: z.array(approval),
    approvalsNeeded: z.number().int(),
    refusal: refusal.nullable(),
    superseded: superseded
      .nullable()
      .meta({ description: "Another person's newer tag, which has the last word" }),
  })
  .meta({ id: 'Command' })

export type CommandView = View<typeof command>

/** Lines of the trust files in signet.yaml that name no trusted key; or why a file cannot be read. */
export type TrustAnswer =
  | { readonly kind: 'read'; readonly problems: readonly KeyringProblem[] }
  | { readonly kind: 'unreadable'; readonly why: string }
