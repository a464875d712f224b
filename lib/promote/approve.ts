import type { Actor } from '@/lib/auth/actor'
import type { CommandEntry, StoredApproval } from '@/lib/journal/commands'
import { openRepoMirror } from '@/lib/sync/open-repo-mirror'
import type { Refusal } from '@/lib/views/refusal'
import type { PromoteContext } from './context'
import { deliver } from './deliver'
import { findPresentActor } from './find-present-actor'
import { findStageLimit } from './find-stage-limit'
import { advance, type Hold } from './hold'
import { listStandingApprovals } from './list-standing-approvals'
import { listActions, permit } from './permit'
import { formatFailure, prepare } from './proceed'
import type { CheckAnswer } from './repo-reads'
import { toIdentity } from './to-identity'

export type Decided = {
  /** Of the request. */
  readonly id: string
  readonly decision: 'approve' | 'decline'
  readonly reason: string | null
  /** Of the preview that is approved; null: whatever the request would write now. */
  readonly expected: string | null
}

/** What came of a decision: the refusal is of the decision, and the request may still wait. */
export type Judged = { readonly refusal: Refusal | null; readonly entry: CommandEntry | null }

export type Approving = { readonly by: Actor; readonly decided: Decided }

/**
 * Writes an approval down, decides anew on fresh state, and carries the request out where nothing more is needed.
 * Until its tags are prepared the request waits: a process that dies leaves it waiting.
 */
export async function approve(
  hold: Hold,
  entry: CommandEntry,
  approving: Approving,
): Promise<Judged> {
  let last = entry
  const keep = async (approval: StoredApproval) => {
    const others = last.approvals.filter(({ by }) => by.id !== approval.by.id)
    const change = { approvals: [...others, approval] }
    last = await advance(hold, last, { to: 'waiting', change })
  }
  try {
    const { refusal, targets } = await judgeApproval(hold, last, approving)
    if (refusal !== null) return { refusal, entry: last }
    const { by, decided } = approving
    await keep(formatDecision(hold.context, by, { ...decided, targets }))
    return await carryOut(hold, last)
  } catch (error) {
    const refusal = await formatFailure(hold.context, error)
    if (refusal === null) throw error
    return { refusal, entry: last }
  }
}

/** What is written down of a decision; `targets`: of what was approved. */
export function formatDecision(
  { world }: PromoteContext,
  by: Actor,
  { decision, reason, targets }: Pick<StoredApproval, 'decision' | 'reason' | 'targets'>,
): StoredApproval {
  const at = world.now().toISOString()
  return { by: toIdentity(by), at, decision, reason, targets, counts: decision === 'approve' }
}

type JudgedApproval = Pick<CheckAnswer, 'refusal' | 'targets'>

/** What the person approves, and why they cannot: it is not what they saw, or their approval does not count for every
 *  stage that asks for one. Other refusals of the request come later. */
async function judgeApproval(
  { context, repo }: Hold,
  entry: CommandEntry,
  { by, decided: { expected } }: Approving,
): Promise<JudgedApproval> {
  const { commands, reason, requester } = entry
  const approvals = [{ by: toIdentity(by), targets: null }]
  const request = { commands, reason, requester, approvals, actor: null, expected }
  const checked = await context.reads.check(repo.slug, request)
  if (checked.kind === 'refused') return { refusal: checked.refusal, targets: [] }
  if (expected !== null && checked.expected !== expected) return checked
  const refusal = findUnfit(entry, checked, by)
  return { refusal, targets: checked.targets }
}

function findUnfit(entry: CommandEntry, checked: CheckAnswer, by: Actor): Refusal | null {
  const limit = findStageLimit(checked.commands, { actor: by, action: 'approve', slug: entry.repo })
  if (limit !== null) return limit
  for (const { policy } of checked.commands) {
    const missed = policy.checks.find((one) => one.rule === 'approvals' && one.details.given === 0)
    if (missed === undefined) continue
    const who = policy.checks.find((one) => one.rule === 'who')?.details.who ?? null
    const stage = missed.details.stage ?? null
    return { code: 'policy-denied', details: { stage, failed: ['who'], ...(who ? { who } : {}) } }
  }
  return null
}

async function carryOut(hold: Hold, entry: CommandEntry): Promise<Judged> {
  const { sync, signer, reads } = hold.context
  const actor = await findPresentActor(sync, entry.requester.id)
  const lost = findLostRight(hold.context, entry, actor)
  if (lost !== null) return { refusal: null, entry: await refuse(hold, entry, lost) }
  const { commands, reason } = entry
  const approvals = await listStandingApprovals(hold.context, entry)
  const requester = actor ?? entry.requester
  const request = { commands, reason, requester, approvals, actor, expected: null }
  const checked = await reads.check(hold.repo.slug, request)
  if (checked.kind === 'refused') return { refusal: checked.refusal, entry }
  if (checked.refusal !== null) {
    return { refusal: null, entry: await refuse(hold, entry, checked.refusal) }
  }
  if (checked.outcome === 'needs-approval') {
    return { refusal: null, entry: await raise(hold, entry, checked) }
  }
  if (signer.kind === 'off') {
    return { refusal: { code: 'signing-off', details: { why: signer.why } }, entry }
  }
  const mirror = await openRepoMirror(sync.config, hold.repo)
  const prepared = await prepare(hold, mirror, { entry, checked, requester })
  return { refusal: null, entry: await deliver(hold, mirror, prepared) }
}

/** Whoever asked may have lost the role since, or the sight of the repository. */
function findLostRight(
  { sync }: Hold['context'],
  { commands, repo }: CommandEntry,
  actor: Actor | null,
): Refusal | null {
  const permitted = permit(sync.config, actor, { slug: repo, actions: listActions(commands) })
  if (permitted.kind === 'permitted') return null
  const { code, details } = permitted.refusal
  if (code !== 'not-signed-in' && code !== 'repo-unknown') return { code, details }
  const stage = commands.flatMap((one) => ('stage' in one ? [one.stage] : []))[0] ?? null
  const role = code === 'not-signed-in' ? 'none' : (actor?.role ?? 'none')
  return { code: 'role-missing', details: { needed: 'editor', role, repo, stage } }
}

/** More approvals are needed: the rules may have changed since it was asked, and an approval may have been of something
 *  else or of somebody who has lost the role. */
async function raise(
  hold: Hold,
  entry: CommandEntry,
  { approvalsNeeded, approvers }: CheckAnswer,
): Promise<CommandEntry> {
  const counting = new Set(approvers.map(({ id }) => id))
  const approvals = entry.approvals.map((one) => ({ ...one, counts: counting.has(one.by.id) }))
  return await advance(hold, entry, { to: 'waiting', change: { approvalsNeeded, approvals } })
}

async function refuse(hold: Hold, entry: CommandEntry, refusal: Refusal): Promise<CommandEntry> {
  return await advance(hold, entry, { to: 'refused', change: { refusal } })
}
