import type { Actor } from '@/lib/auth/actor'
import { decidePermission } from '@/lib/auth/permissions'
import { type CommandEntry, findCommandEntry, type StoredApproval } from '@/lib/journal/commands'
import type { Refusal } from '@/lib/views/refusal'
import type { PromoteContext } from '../context'
import { finish } from '../execute/execute-command'
import { recoverCommands } from '../execute/recover-commands'
import {
  advance,
  done,
  orFromJournal,
  type RepoLock,
  type StepResult,
  withRepoLock,
} from '../execute/repo-lock'
import { type Authorization, authorize, listActions } from '../request/authorize'
import { type CommandOutcome, findReasonFault, refuse } from '../request/command-request'
import { isPerson } from '../request/current-actor'
import { findUnnamedRequester, isOwnRequest } from '../request/requester'
import { viewCommand } from '../view/command-view'
import { approve, type Decision, type DecisionBy, recordDecision } from './approve'

/**
 * Approves or declines another person's request. The last approval that is needed carries the request out, checked again
 * on the remote's present state. Where that cannot be done now and nothing was sent, the approval is kept and the refusal
 * is told: another approval tries again.
 */
export async function decideRequest(
  context: PromoteContext,
  actor: Actor | null,
  decision: Decision,
): Promise<CommandOutcome> {
  const { reason } = decision
  const isDeclined = decision.decision === 'decline'
  const fault = findReasonFault(reason)
  if (fault !== null) return refuse(fault)
  if (isDeclined && reason === null) return refuse({ code: 'reason-missing', details: {} })
  const authorized = await authorizeDecision(context, actor, { id: decision.id, action: 'approve' })
  return await decideUnderLock(context, authorized, {
    id: decision.id,
    findRefusal: (entry, by) => findDecisionRefusal(context, entry, { by, decision }),
    decide: (lock, entry, by) =>
      isDeclined
        ? end(lock, entry, { by, decision: 'decline', reason })
        : approve(lock, entry, { by, decision }),
  })
}

/** Withdraws the actor's own request; an admin withdraws any, with a token only if it has the scope `admin`. */
export async function withdrawRequest(
  context: PromoteContext,
  actor: Actor | null,
  id: string,
): Promise<CommandOutcome> {
  const authorized = await authorizeDecision(context, actor, { id, action: 'withdraw' })
  return await decideUnderLock(context, authorized, {
    id,
    findRefusal: (entry, by) => findWithdrawalRefusal(context, entry, by),
    decide: (lock, entry, by) => end(lock, entry, { by, decision: 'withdraw', reason: null }),
  })
}

/** The authorization to decide about the request. One that the actor may not see is answered as unknown. */
async function authorizeDecision(
  context: PromoteContext,
  actor: Actor | null,
  { id, action }: { readonly id: string; readonly action: 'approve' | 'withdraw' },
): Promise<Authorization> {
  const { config, database } = context.sync
  const entry = actor === null ? null : await findCommandEntry(database, id)
  if (actor !== null && entry === null) return { kind: 'refused', refusal: UNKNOWN }
  const actions = listActions(entry?.commands ?? [], action)
  const authorized = authorize(config, actor, { slug: entry?.repo ?? '', actions })
  const isHidden = authorized.kind === 'refused' && authorized.refusal.code === 'repo-unknown'
  return isHidden ? { kind: 'refused', refusal: UNKNOWN } : authorized
}

type Deciding = {
  readonly id: string
  /** Why the request cannot be decided so, or not by this person; or null. */
  readonly findRefusal: (entry: CommandEntry, by: Actor) => Promise<Refusal | null>
  readonly decide: (lock: RepoLock, entry: CommandEntry, by: Actor) => Promise<StepResult>
}

async function decideUnderLock(
  context: PromoteContext,
  authorized: Authorization,
  { id, findRefusal, decide }: Deciding,
): Promise<CommandOutcome> {
  if (authorized.kind === 'refused') return refuse(authorized.refusal)
  const { repo, actor: by } = authorized
  const result = await withRepoLock(context, repo, async (lock) => {
    await recoverCommands(lock)
    const entry = await findCommandEntry(context.sync.database, id)
    if (entry === null) return null
    const refusal = await findRefusal(entry, by)
    if (refusal !== null) return { refusal, entry }
    return await orFromJournal(lock, entry, {
      act: () => decide(lock, entry, by),
      fromJournal: done,
    })
  })
  if (result === 'busy') return refuse({ code: 'busy', details: {} })
  if (result === null) return refuse(UNKNOWN)
  const { refusal, entry } = result
  if (refusal === null) return await finish(context, entry)
  return { kind: 'refused', refusal, command: viewCommand(context, entry) }
}

async function findDecisionRefusal(
  context: PromoteContext,
  entry: CommandEntry,
  { by, decision }: DecisionBy,
): Promise<Refusal | null> {
  const over = findOverRefusal(entry, context.runtime.now())
  if (over !== null) return over
  if (decision.decision === 'approve' && !isPerson(by)) {
    return { code: 'approver-no-person', details: {} }
  }
  if (await isOwnRequest(context.sync, entry, by)) return { code: 'own-request', details: {} }
  if (decision.decision === 'decline') return null
  return findUnnamedRequester(context.sync.config, entry.requester)
}

async function findWithdrawalRefusal(
  context: PromoteContext,
  entry: CommandEntry,
  by: Actor,
): Promise<Refusal | null> {
  const over = findOverRefusal(entry, context.runtime.now())
  if (over !== null) return over
  const decided = decidePermission(by, 'withdraw-any', { repo: entry.repo })
  if (decided === 'yes' || (await isOwnRequest(context.sync, entry, by))) return null
  return { code: decided, details: { needed: 'admin', role: by.role } }
}

/** Why the request cannot be decided any more, or null. */
function findOverRefusal({ state, expiresAt, approvals }: CommandEntry, now: Date): Refusal | null {
  const isOver = expiresAt !== null && expiresAt.getTime() < now.getTime()
  if (state === 'expired' || (state === 'waiting' && isOver)) {
    return { code: 'request-expired', details: { at: expiresAt?.toISOString() ?? null } }
  }
  if (state === 'waiting') return null
  return { code: 'request-decided', details: { by: approvals.at(-1)?.by.name ?? null } }
}

type Ending = Pick<StoredApproval, 'decision' | 'reason'> & { readonly by: Actor }

async function end(
  lock: RepoLock,
  entry: CommandEntry,
  { by, decision, reason }: Ending,
): Promise<StepResult> {
  const ending = recordDecision(lock.context, by, { decision, reason, targets: [] })
  const approvals = [...entry.approvals, ending]
  return done(await advance(lock, entry, { to: 'declined', change: { approvals } }))
}

const UNKNOWN: Refusal = { code: 'request-unknown', details: {} }
