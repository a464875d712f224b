import type { Actor } from '@/lib/auth/actor'
import type { CommandEntry, StoredApproval } from '@/lib/journal/commands'
import type { Refusal } from '@/lib/views/refusal'
import type { Approval } from '../check/checked'
import type { PromoteContext } from '../context'
import { carryOut } from '../execute/execute-command'
import { advance, done, endRefused, type RepoLock, type StepResult } from '../execute/repo-lock'
import { findFailureRefusal } from '../failure-refusals'
import type { CheckAnswer } from '../repo-reads'
import { authorize, findStageRefusal, listActions } from '../request/authorize'
import { findCurrentActor, isPerson, toIdentity } from '../request/current-actor'
import { isOwnRequest } from '../request/requester'

/** A decision about a request. */
export type Decision = {
  /** Of the request. */
  readonly id: string
  readonly decision: 'approve' | 'decline'
  readonly reason: string | null
  /** Fingerprint of the preview that is approved; null approves whatever the request would write now. */
  readonly expected: string | null
}

export type DecisionBy = { readonly by: Actor; readonly decision: Decision }

/**
 * Records an approval, checks the request again on fresh state, and carries it out where no further approval is needed.
 * The request waits until its tags are signed: a process that dies leaves it waiting. A refusal is of the approval; the
 * request may still wait.
 */
export async function approve(
  lock: RepoLock,
  entry: CommandEntry,
  { by, decision }: DecisionBy,
): Promise<StepResult> {
  let last = entry
  try {
    const { refusal, targets } = await checkApproval(lock, entry, { by, decision })
    if (refusal !== null) return { refusal, entry }
    const approval = recordDecision(lock.context, by, { ...decision, targets })
    const others = entry.approvals.filter((one) => one.by.id !== by.id)
    last = await advance(lock, entry, {
      to: 'waiting',
      change: { approvals: [...others, approval] },
    })
    return await carryOutApproved(lock, last)
  } catch (error) {
    const refusal = await findFailureRefusal(lock.context.sync.config, error)
    if (refusal === null) throw error
    return { refusal, entry: last }
  }
}

/** A decision as the journal has it; `targets`: what was approved. */
export function recordDecision(
  { runtime }: PromoteContext,
  by: Actor,
  { decision, reason, targets }: Pick<StoredApproval, 'decision' | 'reason' | 'targets'>,
): StoredApproval {
  const at = runtime.now().toISOString()
  return { by: toIdentity(by), at, decision, reason, targets, counts: decision === 'approve' }
}

type CheckedApproval = Pick<CheckAnswer, 'refusal' | 'targets'>

/** What the person approves, and why they cannot: it is not what they saw, or their approval does not count for every
 *  stage that needs one. Other refusals of the request come later. */
async function checkApproval(
  { context, repo }: RepoLock,
  entry: CommandEntry,
  { by, decision: { expected } }: DecisionBy,
): Promise<CheckedApproval> {
  const { commands, reason, requester } = entry
  const approvals = [{ by: toIdentity(by), targets: null }]
  const request = { commands, reason, requester, approvals, actor: null, expected }
  const checked = await context.reads.check(repo.slug, request)
  if (checked.kind === 'refused') return { refusal: checked.refusal, targets: [] }
  if (expected !== null && checked.expected !== expected) return checked
  return { refusal: findApproverRefusal(entry, checked, by), targets: checked.targets }
}

function findApproverRefusal(entry: CommandEntry, checked: CheckAnswer, by: Actor): Refusal | null {
  const wanted = { actor: by, action: 'approve', slug: entry.repo } as const
  const ofStage = findStageRefusal(checked.commands, wanted)
  if (ofStage !== null) return ofStage
  for (const { policy } of checked.commands) {
    const missed = policy.checks.find((one) => one.rule === 'approvals' && one.details.given === 0)
    if (missed === undefined) continue
    const who = policy.checks.find((one) => one.rule === 'who')?.details.who ?? null
    const stage = missed.details.stage ?? null
    return { code: 'policy-denied', details: { stage, failed: ['who'], ...(who ? { who } : {}) } }
  }
  return null
}

/** Carries out a request with the approvals that stand, for the requester as they are known now. */
async function carryOutApproved(lock: RepoLock, entry: CommandEntry): Promise<StepResult> {
  const actor = await findCurrentActor(lock.context.sync, entry.requester.id)
  const lost = findLostRight(lock.context, entry, actor)
  if (lost !== null) return done(await endRefused(lock, entry, lost))
  const approvals = await listStandingApprovals(lock.context, entry)
  const requester = actor === null ? entry.requester : toIdentity(actor)
  return await carryOut(lock, entry, { requester, actor, approvals, expected: null })
}

/** Why the requester may not do this any more: they may have lost the role, or may not see the repository. */
function findLostRight(
  { sync }: PromoteContext,
  { commands, repo }: CommandEntry,
  actor: Actor | null,
): Refusal | null {
  const wanted = { slug: repo, actions: listActions(commands) }
  const authorized = authorize(sync.config, actor, wanted)
  if (authorized.kind === 'authorized') return null
  const { code, details } = authorized.refusal
  if (code !== 'not-signed-in' && code !== 'repo-unknown') return { code, details }
  const stage = commands.flatMap((one) => ('stage' in one ? [one.stage] : []))[0] ?? null
  const role = code === 'not-signed-in' ? 'none' : (actor?.role ?? 'none')
  return { code: 'role-missing', details: { needed: 'editor', role, repo, stage } }
}

/** The approvals by people who may still approve the request, as they are known now; none of a person who now counts as
 *  its requester. */
export async function listStandingApprovals(
  context: PromoteContext,
  entry: Pick<CommandEntry, 'repo' | 'commands' | 'approvals' | 'requester'>,
): Promise<readonly Approval[]> {
  const { sync } = context
  const { repo, commands, approvals } = entry
  const standing: Approval[] = []
  for (const { by, targets } of approvals) {
    const actor = await findCurrentActor(sync, by.id)
    const wanted = { slug: repo, actions: listActions(commands, 'approve') }
    const authorized = authorize(sync.config, actor, wanted)
    if (authorized.kind === 'refused' || !isPerson(authorized.actor)) continue
    if (await isOwnRequest(sync, entry, authorized.actor)) continue
    standing.push({ by: toIdentity(authorized.actor), targets })
  }
  return standing
}
