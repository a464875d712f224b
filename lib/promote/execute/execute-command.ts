import type { Actor } from '@/lib/auth/actor'
import type { Mirror } from '@/lib/git/mirror'
import { type CommandEntry, findCommandEntry, insertCommand } from '@/lib/journal/commands'
import type { Signer } from '@/lib/keys/signer'
import type { Identity } from '@/lib/policy/principal'
import { formatRegistryRepo } from '@/lib/proof/registry-repo'
import { openRepoMirror } from '@/lib/sync/open-repo-mirror'
import type { Approval } from '../check/checked'
import type { Refused } from '../check/fresh-state'
import type { PromoteContext } from '../context'
import { findFailureRefusal } from '../failure-refusals'
import type { CheckAnswer } from '../repo-reads'
import { authorize, listActions } from '../request/authorize'
import {
  type CommandOutcome,
  type CommandRequest,
  findRequestFault,
  hashRequest,
  refuse,
} from '../request/command-request'
import { toIdentity } from '../request/current-actor'
import { answerCommand } from '../view/command-view'
import { confirmTags, indexTags, pushTags } from './deliver-tags'
import { recoverCommands } from './recover-commands'
import {
  advance,
  done,
  endRefused,
  orFromJournal,
  type RepoLock,
  type StepResult,
  withRepoLock,
} from './repo-lock'
import { signTags } from './sign-tags'

/**
 * The write flow: a request becomes tags on the remote, and then events of the index.
 *
 *   authorize → lock → record → check → sign → push → confirm → index
 *
 * The functions: `authorize`, `withRepoLock`, `record`, `check`, `sign`, `pushTags`, `confirmTags`, `indexTags`. From
 * `record` on, the journal has the state after every step (`requested`, `checked`, `prepared`, `pushed`, `confirmed`,
 * `indexed`), so that another process can go on after a crash (`recoverCommands`). A command that needs approval stops
 * after the check as `waiting`; the last approval carries it out by the same `carryOut` (`lib/promote/approve`).
 *
 * A command is called done only when the remote has confirmed it. The same request id with the same content gives the
 * first answer again, however often and at the same time it is sent; with other content it is refused.
 */
export async function executeCommand(
  context: PromoteContext,
  actor: Actor | null,
  request: CommandRequest,
): Promise<CommandOutcome> {
  const fault = findRequestFault(request)
  if (fault !== null) return refuse(fault)
  const wanted = { slug: request.repo, actions: listActions(request.commands) }
  const authorized = authorize(context.sync.config, actor, wanted)
  if (authorized.kind === 'refused') return refuse(authorized.refusal)
  const { repo, actor: requester } = authorized
  const entry = await withRepoLock(context, repo, async (lock) => {
    await recoverCommands(lock)
    const recorded = await record(lock, request, requester)
    if (recorded.kind !== 'new') return recorded.entry
    // Where this process loses the lock, another one completes the command: the journal then has the answer.
    return await orFromJournal(lock, recorded.entry, {
      act: () => attempt(lock, recorded.entry, { actor: requester, expected: request.expected }),
      fromJournal: (last) => last,
    })
  })
  if (entry === 'busy') return refuse({ code: 'busy', details: {} })
  if (entry === null) return refuse({ code: 'request-id-reused', details: {} })
  return await finish(context, entry)
}

type Recorded =
  | { readonly kind: 'new'; readonly entry: CommandEntry }
  /** Null where the id stands for another request. */
  | { readonly kind: 'known'; readonly entry: CommandEntry | null }

/** Writes the request into the journal, unless its id is there already. */
async function record(
  { context, lease }: RepoLock,
  request: CommandRequest,
  requester: Actor,
): Promise<Recorded> {
  const { database } = context.sync
  const content = hashRequest(request, requester)
  const known = await findCommandEntry(database, request.requestId)
  if (known !== null) return { kind: 'known', entry: known.content === content ? known : null }
  const { requestId: id, repo, commands, reason } = request
  const entry = await insertCommand(database, lease, {
    asked: { id, repo, commands, reason, content, requester: toIdentity(requester) },
    at: context.runtime.now(),
  })
  // The id was taken at this moment, for another repository.
  if (entry === null) return { kind: 'known', entry }
  context.onState?.(entry)
  return { kind: 'new', entry }
}

/** Carries out a command that was just recorded. Any refusal ends it: no request waits yet for another try. */
async function attempt(
  lock: RepoLock,
  entry: CommandEntry,
  given: Pick<Basis, 'actor' | 'expected'>,
): Promise<CommandEntry> {
  const { requester } = entry
  const { refusal, entry: last } = await carryOut(lock, entry, {
    ...given,
    requester,
    approvals: [],
  })
  return refusal === null ? last : await endRefused(lock, last, refusal)
}

/** What a command is checked with, besides what it asks for. */
export type Basis = {
  /** The requester as they are known now: the rules are evaluated for this identity, and the tags name it. */
  readonly requester: Identity
  /** The same requester with role and limits; null where they have no account any more. */
  readonly actor: Actor | null
  readonly approvals: readonly Approval[]
  /** Fingerprint of the preview that is confirmed; null accepts any state. */
  readonly expected: string | null
}

/**
 * check → sign → push → confirm: takes a command as far as it goes. It ends refused, waits for approval, or ends in the
 * state that the remote confirms. A refusal in the result is not in the journal yet: it ends a first attempt, while a
 * request that waits goes on waiting. Throws DatabaseError `lease-lost`, and unexpected errors; recovery then completes
 * the command.
 */
export async function carryOut(
  lock: RepoLock,
  entry: CommandEntry,
  basis: Basis,
): Promise<StepResult> {
  const signed = await checkAndSign(lock, entry, basis)
  if (signed.mirror === null) return signed
  const pushed = await pushTags(lock, signed.mirror, signed.entry)
  if (pushed.refusal === null) return done(await confirmTags(lock, pushed.entry))
  // Nothing was sent: a request that was waiting waits again, with its approvals. Its next attempt signs new tags.
  if (entry.state !== 'waiting') return done(await endRefused(lock, pushed.entry, pushed.refusal))
  const change = { prepared: [] }
  return { ...pushed, entry: await advance(lock, pushed.entry, { to: 'waiting', change }) }
}

/** The mirror with the signed tags; null where the command stops before. */
type Signed = StepResult & { readonly mirror: Mirror | null }

async function checkAndSign(lock: RepoLock, entry: CommandEntry, basis: Basis): Promise<Signed> {
  let last = entry
  try {
    const checked = await check(lock, entry, basis)
    if (checked.kind === 'refused') return { entry, refusal: checked.refusal, mirror: null }
    const stopped = await stopUnlessAllowed(lock, entry, checked)
    if (stopped !== null) return { ...done(stopped), mirror: null }
    const { signer } = lock.context
    if (signer.kind === 'off') {
      return { entry, refusal: { code: 'signing-off', details: { why: signer.why } }, mirror: null }
    }
    // A request that was waiting waits until its tags are signed: a crash leaves it waiting.
    if (entry.state === 'requested') last = await advance(lock, entry, { to: 'checked' })
    const mirror = await openRepoMirror(lock.context.sync.config, lock.repo)
    const { requester } = basis
    last = await sign(lock, last, { mirror, signer: signer.signer, checked, requester })
    return { ...done(last), mirror }
  } catch (error) {
    const refusal = await findFailureRefusal(lock.context.sync.config, error)
    if (refusal === null) throw error
    return { entry: last, refusal, mirror: null }
  }
}

/** What the commands would write into the repository as it is on the remote now, and whether they may. */
async function check(
  { context, repo }: RepoLock,
  { commands, reason }: CommandEntry,
  basis: Basis,
): Promise<CheckAnswer | Refused> {
  return await context.reads.check(repo.slug, { ...basis, commands, reason })
}

/** Ends a command that the check refuses, or leaves it waiting for approval. Null where the check allows it. */
async function stopUnlessAllowed(
  lock: RepoLock,
  entry: CommandEntry,
  checked: CheckAnswer,
): Promise<CommandEntry | null> {
  if (checked.refusal !== null) return await endRefused(lock, entry, checked.refusal)
  if (checked.outcome === 'needs-approval') return await awaitApproval(lock, entry, checked)
  return null
}

/** A request without a decision expires after so many days. */
const EXPIRY_DAYS = 7

/** Leaves the command waiting. The rules may have changed since it was requested, and an approval may be for something
 *  else or of a person who has lost the role: such an approval does not count. */
async function awaitApproval(
  lock: RepoLock,
  entry: CommandEntry,
  { approvalsNeeded, approvers }: CheckAnswer,
): Promise<CommandEntry> {
  const counting = new Set(approvers.map(({ id }) => id))
  const approvals = entry.approvals.map((one) => ({ ...one, counts: counting.has(one.by.id) }))
  const now = lock.context.runtime.now().getTime()
  const expiresAt = entry.expiresAt ?? new Date(now + EXPIRY_DAYS * 86_400_000)
  const change = { approvalsNeeded, approvals, expiresAt }
  return await advance(lock, entry, { to: 'waiting', change })
}

type ToSign = {
  readonly mirror: Mirror
  readonly signer: Signer
  readonly checked: CheckAnswer
  readonly requester: Identity
}

/** Signs the tags and writes them into the journal, whole: from then on, the same objects are pushed or none. */
async function sign(
  lock: RepoLock,
  entry: CommandEntry,
  { mirror, signer, checked, requester }: ToSign,
): Promise<CommandEntry> {
  const prepared = await signTags(checked.commands, {
    config: lock.context.sync.config,
    mirror,
    signer,
    trailers: {
      requester,
      approvers: checked.approvers,
      reason: entry.reason,
      requestId: entry.id,
      repository: formatRegistryRepo(mirror.remote.display),
    },
  })
  return await advance(lock, entry, { to: 'prepared', change: { prepared } })
}

/** The answer to a command that has come as far as it can, when the index has what it wrote. The caller has released
 *  the lock: indexing is a sync, which has a lease of its own. */
export async function finish(
  context: PromoteContext,
  entry: CommandEntry,
): Promise<CommandOutcome> {
  const last = entry.state === 'confirmed' ? await indexTags(context, entry) : entry
  return answerCommand(context, last)
}
