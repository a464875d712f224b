import type { Database } from '@/lib/database/database'
import { DatabaseError } from '@/lib/database/database-error'
import { type PromoteLease, requireLease } from '@/lib/database/lease'
import { storableJson, storableText } from '@/lib/database/storable-json'
import type { Identity } from '@/lib/policy/principal'
import type { Command } from '@/lib/registry/commands/command'
import type { CommandState } from '@/lib/views/command'
import { Prisma, type CommandRow as Row } from '@/prisma/generated/client'

/**
 * The journal of commands. Its rows change only under the repository's promotion lease, except where a function says
 * otherwise.
 */

/**
 * Commands that were begun and are neither refused nor confirmed. When no process holds the lease, the process that ran
 * them has died.
 */
export const OPEN_STATES = ['requested', 'checked', 'prepared', 'pushed', 'unknown'] as const

export type StoredApproval = {
  readonly by: Identity
  /** ISO 8601. */
  readonly at: string
  /** The requester or an admin withdraws a request. */
  readonly decision: 'approve' | 'decline' | 'withdraw'
  readonly reason: string | null
  /** What the request meant when it was approved, one entry per command. Empty for a refusal. */
  readonly targets: readonly string[]
  /** Whether it was valid when the request was last checked. */
  readonly counts: boolean
}

/** A complete tag object, so that it can be created again from the journal alone. */
export type PreparedTag = {
  readonly artifact: string
  /** The stage or version that the tag concerns; null when it concerns the model. */
  readonly version: string | null
  readonly tag: string
  readonly oid: string
  readonly commit: string
  readonly object: string
  /** The displaced assignment: the push leaves it where it is, or fails. */
  readonly guard: { readonly tag: string; readonly oid: string } | null
}

type StoredRefusal = {
  readonly code: string
  readonly details: Readonly<Record<string, string | number | null | readonly string[]>>
}

export type StoredSuperseded = {
  readonly artifact: string
  readonly tag: string
  readonly tagger: string
  readonly at: string
}

export type CommandEntry = {
  readonly id: string
  readonly repo: string
  readonly state: CommandState
  readonly content: string
  readonly commands: readonly Command[]
  readonly reason: string | null
  readonly requester: Identity
  readonly requestedAt: Date
  readonly updatedAt: Date
  readonly expiresAt: Date | null
  readonly approvals: readonly StoredApproval[]
  readonly approvalsNeeded: number
  readonly prepared: readonly PreparedTag[]
  readonly refusal: StoredRefusal | null
  readonly superseded: StoredSuperseded | null
}

export type NewCommand = Pick<
  CommandEntry,
  'id' | 'repo' | 'content' | 'commands' | 'reason' | 'requester'
>

/** What a move may write besides the state. */
type CommandChange = Partial<
  Pick<
    CommandEntry,
    'expiresAt' | 'approvals' | 'approvalsNeeded' | 'prepared' | 'refusal' | 'superseded'
  >
>

export type CommandMove = {
  readonly id: string
  readonly from: readonly CommandState[]
  readonly to: CommandState
  readonly at: Date
  readonly change?: CommandChange
}

/** A reader of the embedded database waits for a writer, because its only connection is busy until then. */
const TRANSACTION_TIMEOUTS = { maxWait: 120_000, timeout: 60_000 }

/** Null when there is no such request. The id may be any text. */
export async function findCommandEntry(db: Database, id: string): Promise<CommandEntry | null> {
  const row = await db.prisma.commandRow.findUnique({ where: { id: storableText(id) } })
  return row === null ? null : buildEntry(row)
}

/** Stores a command as `requested`. Returns null when the id is taken. Throws DatabaseError `lease-lost`. */
export async function insertCommand(
  db: Database,
  lease: PromoteLease,
  { asked, at }: { readonly asked: NewCommand; readonly at: Date },
): Promise<CommandEntry | null> {
  const { id, repo, content } = asked
  const row = await db.prisma.$transaction(async (tx) => {
    await requireLease(tx, lease)
    const data = {
      id,
      repo,
      content,
      state: 'requested',
      requestedAt: at,
      updatedAt: at,
      approvals: [],
      asked: toJson({ commands: asked.commands, reason: asked.reason }),
      requester: toJson(asked.requester),
    }
    const inserted = await tx.commandRow.createMany({ data, skipDuplicates: true })
    return inserted.count === 0 ? null : await tx.commandRow.findUniqueOrThrow({ where: { id } })
  }, TRANSACTION_TIMEOUTS)
  return row === null ? null : buildEntry(row)
}

/**
 * Moves a command from one of the states `from`, by compare-and-set on the state and the lease. Throws DatabaseError
 * `lease-lost` when either has changed; then nothing was written, and another process decides.
 */
export async function moveCommand(
  db: Database,
  lease: PromoteLease,
  move: CommandMove,
): Promise<CommandEntry> {
  const row = await db.prisma.$transaction(async (tx) => {
    await requireLease(tx, lease)
    const moved = await tx.commandRow.updateMany({
      where: { id: move.id, state: { in: [...move.from] } },
      data: { state: move.to, updatedAt: move.at, ...buildChange(move.change ?? {}) },
    })
    if (moved.count !== 1)
      throw new DatabaseError('lease-lost', `Request ${move.id} has changed its state meanwhile.`)
    return await tx.commandRow.findUniqueOrThrow({ where: { id: move.id } })
  }, TRANSACTION_TIMEOUTS)
  return buildEntry(row)
}

/** Marks a `confirmed` command `indexed`. Needs no lease, because any process may state it. */
export async function markIndexed(
  db: Database,
  id: string,
  seen: { readonly at: Date; readonly superseded: StoredSuperseded | null },
): Promise<void> {
  await db.prisma.commandRow.updateMany({
    where: { id, state: 'confirmed' },
    data: {
      state: 'indexed',
      updatedAt: seen.at,
      ...buildChange({ superseded: seen.superseded }),
    },
  })
}

/** Expires requests. Needs no lease, because no process works on a waiting request. */
export async function expireRequests(db: Database, repo: string, now: Date): Promise<void> {
  await db.prisma.commandRow.updateMany({
    where: { repo, state: 'waiting', expiresAt: { lt: now } },
    data: { state: 'expired', updatedAt: now },
  })
}

/** Oldest first. */
export async function listCommandsIn(
  db: Database,
  repo: string,
  states: readonly CommandState[],
): Promise<readonly CommandEntry[]> {
  const rows = await db.prisma.commandRow.findMany({
    where: { repo, state: { in: [...states] } },
    orderBy: [{ requestedAt: 'asc' }, { id: 'asc' }],
  })
  return rows.map(buildEntry)
}

/** Newest first, of the given repositories. The id may be any text. */
export async function listCommandEntries(
  db: Database,
  wanted: {
    readonly repos: readonly string[]
    readonly states: readonly CommandState[] | null
    readonly id: string | null
    readonly limit: number
  },
): Promise<readonly CommandEntry[]> {
  const rows = await db.prisma.commandRow.findMany({
    where: {
      repo: { in: [...wanted.repos] },
      ...(wanted.states === null ? {} : { state: { in: [...wanted.states] } }),
      ...(wanted.id === null ? {} : { id: storableText(wanted.id) }),
    },
    orderBy: [{ requestedAt: 'desc' }, { id: 'asc' }],
    take: wanted.limit,
  })
  return rows.map(buildEntry)
}

function buildChange(change: CommandChange): Prisma.CommandRowUpdateManyMutationInput {
  const { expiresAt, approvals, approvalsNeeded, prepared, refusal, superseded } = change
  return {
    ...(expiresAt === undefined ? {} : { expiresAt }),
    ...(approvals === undefined ? {} : { approvals: toJson(approvals) }),
    ...(approvalsNeeded === undefined ? {} : { approvalsNeeded }),
    ...(prepared === undefined ? {} : { prepared: toJson(prepared) }),
    ...(refusal === undefined ? {} : { refusal: toNullable(refusal) }),
    ...(superseded === undefined ? {} : { superseded: toNullable(superseded) }),
  }
}

function toJson(value: object): Prisma.InputJsonValue {
  return JSON.parse(storableJson(value)) as Prisma.InputJsonValue
}

function toNullable(value: object | null) {
  return value === null ? Prisma.DbNull : toJson(value)
}

function buildEntry(row: Row): CommandEntry {
  const asked = row.asked as unknown as Pick<CommandEntry, 'commands' | 'reason'>
  return {
    id: row.id,
    repo: row.repo,
    state: row.state as CommandState,
    content: row.content,
    commands: asked.commands,
    reason: asked.reason,
    requester: row.requester as unknown as Identity,
    requestedAt: row.requestedAt,
    updatedAt: row.updatedAt,
    expiresAt: row.expiresAt,
    approvals: row.approvals as unknown as readonly StoredApproval[],
    approvalsNeeded: row.approvalsNeeded,
    prepared: (row.prepared ?? []) as unknown as readonly PreparedTag[],
    refusal: row.refusal as unknown as StoredRefusal | null,
    superseded: row.superseded as unknown as StoredSuperseded | null,
  }
}
