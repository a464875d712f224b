import type { Actor } from '@/lib/auth/actor'
import type { CommandEntry, StoredApproval } from '@/lib/index/commands'
import { type Checked, checkCommands, findStageLimit } from './check-commands'
import type { PromoteContext } from './context'
import { deliver } from './deliver'
import { findPresentActor } from './find-present-actor'
import { advance, type Hold } from './hold'
import { listStandingApprovers } from './list-standing-approvers'
import { listActions, permit } from './permit'
import { formatFailure, prepare } from './proceed'
import { toIdentity } from './to-identity'
import type { Refusal } from './views'
import { type Work, withFreshRepo } from './work'

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
    const judged = await withFreshRepo(hold.context, hold, async (work): Promise<Judged> => {
      const unfit = await findUnfit(work, last, approving)
      if (unfit !== null) return { refusal: unfit, entry: last }
      await keep(formatApproval(hold.context, approving))
      return await carryOut(hold, work, last)
    })
    return 'kind' in judged ? { refusal: judged.refusal, entry: last } : judged
  } catch (error) {
    const refusal = formatFailure(error)
    if (refusal === null) throw error
    return { refusal, entry: last }
  }
}

/** What is written down of a decision. */
export function formatApproval(
  { world }: PromoteContext,
  { by, decided }: Approving,
): StoredApproval {
  const { decision, reason } = decided
  return { by: toIdentity(by), at: world.now().toISOString(), decision, reason }
}

/** Whether this is what the person saw, and their approval counts for every stage that asks for one; other refusals of
 *  the request come later. */
async function findUnfit(
  work: Work,
  entry: CommandEntry,
  { by, decided: { expected } }: Approving,
): Promise<Refusal | null> {
  const { commands, reason, requester } = entry
  const alone = { commands, reason, requester, approvers: [by], actor: null, expected }
  const checked = await checkCommands(work, alone)
  if (expected !== null && checked.expected !== expected) return checked.refusal
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

async function carryOut(hold: Hold, work: Work, entry: CommandEntry): Promise<Judged> {
  const { sync, signer } = hold.context
  const actor = await findPresentActor(sync, entry.requester.id)
  const lost = findLostRight(hold.context, entry, actor)
  if (lost !== null) return { refusal: null, entry: await refuse(hold, entry, lost) }
  const { commands, reason } = entry
  const approvers = await listStandingApprovers(hold.context, entry)
  const requester = actor ?? entry.requester
  const checked = await checkCommands(work, {
    ...{ commands, reason, requester, approvers, actor, expected: null },
  })
  if (checked.refusal !== null) {
    return { refusal: null, entry: await refuse(hold, entry, checked.refusal) }
  }
  if (checked.outcome === 'needs-approval') {
    return { refusal: null, entry: await raise(hold, entry, checked) }
  }
  if (signer.kind === 'off') {
    return { refusal: { code: 'signing-off', details: { why: signer.why } }, entry }
  }
  const prepared = await prepare(hold, work, { entry, checked, approvers })
  return { refusal: null, entry: await deliver(hold, work.fresh.mirror, prepared) }
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

/** More approvals are needed; the rules may have changed since it was asked. */
async function raise(
  hold: Hold,
  entry: CommandEntry,
  { approvalsNeeded }: Checked,
): Promise<CommandEntry> {
  return await advance(hold, entry, { to: 'waiting', change: { approvalsNeeded } })
}

async function refuse(hold: Hold, entry: CommandEntry, refusal: Refusal): Promise<CommandEntry> {
  return await advance(hold, entry, { to: 'refused', change: { refusal } })
}
