import type { Actor } from '@/lib/auth/actor'
import type { RepoConfig } from '@/lib/config/config'
import { type CommandEntry, findCommandEntry, type StoredApproval } from '@/lib/journal/commands'
import type { Refusal } from '@/lib/views/refusal'
import { type Approving, approve, type Decided, formatDecision, type Judged } from './approve'
import { findTextFault } from './asked'
import { carryOn } from './carry-on'
import type { PromoteContext } from './context'
import { formatCommand } from './format-command'
import { advance, type Hold } from './hold'
import { holdRepo } from './hold-repo'
import { isOwnRequest } from './is-own-request'
import { isPerson } from './is-person'
import { type CommandOutcome, refuse } from './outcome'
import { listActions, permit } from './permit'
import { finish } from './run'
import { findUnnamed } from './token-holders'

/**
 * Approves or declines what somebody else asks for. The last approval that is needed carries the request out, decided
 * anew on the remote's present state. Where that cannot be done now, the approval is kept and the refusal told: to
 * approve once more tries again.
 */
export async function decideRequest(
  context: PromoteContext,
  actor: Actor | null,
  decided: Decided,
): Promise<CommandOutcome> {
  const { decision, reason } = decided
  const fault = findTextFault(reason)
  if (fault !== null) return refuse(fault.code, fault.details)
  if (decision === 'decline' && reason === null) return refuse('reason-missing')
  const found = await findPermitted(context, actor, { id: decided.id, action: 'approve' })
  if (found.kind === 'refused') return { ...found, command: null }
  const { repo, actor: by } = found
  const outcome = await holdRepo(context, repo, async (hold): Promise<Judged> => {
    const entry = await findCommandEntry(context.sync.database, decided.id)
    if (entry === null) return { refusal: unknown(), entry }
    const refusal = await findObstacle(context, entry, { by, decided })
    if (refusal !== null) return { refusal, entry }
    return await carryOn<Judged>(hold, entry, {
      act: async () =>
        decision === 'approve'
          ? await approve(hold, entry, { by, decided })
          : { refusal: null, entry: await end(hold, entry, { by, decision, reason }) },
      asJournaled: (last) => ({ refusal: null, entry: last }),
    })
  })
  return await answer(context, repo, outcome)
}

/** Takes back what one has asked for; an admin takes back anybody's. */
export async function withdrawRequest(
  context: PromoteContext,
  actor: Actor | null,
  id: string,
): Promise<CommandOutcome> {
  const found = await findPermitted(context, actor, { id, action: 'withdraw' })
  if (found.kind === 'refused') return { ...found, command: null }
  const { repo, actor: by } = found
  const outcome = await holdRepo(context, repo, async (hold): Promise<Judged> => {
    const entry = await findCommandEntry(context.sync.database, id)
    if (entry === null) return { refusal: unknown(), entry }
    const refusal = findEnd(entry, context.world.now()) ?? (await findStranger(context, entry, by))
    if (refusal !== null) return { refusal, entry }
    const withdrawn = await end(hold, entry, { by, decision: 'withdraw', reason: null })
    return { refusal: null, entry: withdrawn }
  })
  return await answer(context, repo, outcome)
}

async function answer(
  context: PromoteContext,
  repo: RepoConfig,
  outcome: Judged | 'busy',
): Promise<CommandOutcome> {
  if (outcome === 'busy') return refuse('busy')
  const { refusal, entry } = outcome
  if (refusal === null && entry !== null) return await finish(context, repo, entry)
  const command = entry === null ? null : formatCommand(entry, context.world.now())
  return { kind: 'refused', refusal: refusal ?? unknown(), command }
}

/** The request, where it is there for `actor` and they may do this with such requests. */
async function findPermitted(
  context: PromoteContext,
  actor: Actor | null,
  { id, action }: { readonly id: string; readonly action: 'approve' | 'withdraw' },
) {
  const { config, database } = context.sync
  const entry = actor === null ? null : await findCommandEntry(database, id)
  if (actor !== null && entry === null) return { kind: 'refused', refusal: unknown() } as const
  const actions = listActions(entry?.commands ?? [], action)
  const permitted = permit(config, actor, { slug: entry?.repo ?? '', actions })
  const isHidden = permitted.kind === 'refused' && permitted.refusal.code === 'repo-unknown'
  return isHidden ? ({ kind: 'refused', refusal: unknown() } as const) : permitted
}

/** Why nobody, or not this person, can decide the request. */
async function findObstacle(
  context: PromoteContext,
  entry: CommandEntry,
  { by, decided }: Approving,
): Promise<Refusal | null> {
  const end = findEnd(entry, context.world.now())
  if (end !== null) return end
  if (decided.decision === 'approve' && !isPerson(by)) {
    return { code: 'approver-no-person', details: {} }
  }
  if (await isOwnRequest(context, entry, by)) return { code: 'own-request', details: {} }
  return decided.decision === 'approve' ? findUnnamed(context.sync.config, entry.requester) : null
}

function findEnd({ state, expiresAt, approvals }: CommandEntry, now: Date): Refusal | null {
  const isOver = expiresAt !== null && expiresAt.getTime() < now.getTime()
  if (state === 'expired' || (state === 'waiting' && isOver)) {
    return { code: 'request-expired', details: { at: expiresAt?.toISOString() ?? null } }
  }
  if (state === 'waiting') return null
  return { code: 'request-decided', details: { by: approvals.at(-1)?.by.name ?? null } }
}

async function findStranger(
  context: PromoteContext,
  entry: CommandEntry,
  by: Actor,
): Promise<Refusal | null> {
  if (by.role === 'admin' || (await isOwnRequest(context, entry, by))) return null
  return { code: 'role-missing', details: { needed: 'admin', role: by.role } }
}

type Ending = Pick<StoredApproval, 'decision' | 'reason'> & { readonly by: Actor }

async function end(
  hold: Hold,
  entry: CommandEntry,
  { by, decision, reason }: Ending,
): Promise<CommandEntry> {
  const ending = formatDecision(hold.context, by, { decision, reason, targets: [] })
  const approvals = [...entry.approvals, ending]
  return await advance(hold, entry, { to: 'declined', change: { approvals } })
}

function unknown(): Refusal {
  return { code: 'request-unknown', details: {} }
}
