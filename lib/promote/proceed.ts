import type { Actor } from '@/lib/auth/actor'
import type { Mirror } from '@/lib/git/mirror'
import { findStorageFault } from '@/lib/git/storage-error'
import type { CommandEntry } from '@/lib/journal/commands'
import { KeyError, type KeyErrorCode } from '@/lib/keys/key-error'
import { readKeyring } from '@/lib/keys/read-keyring'
import type { Identity } from '@/lib/policy/principal'
import { formatRegistryRepo } from '@/lib/proof/registry-repo'
import { describeFailure } from '@/lib/sync/describe-failure'
import { openRepoMirror } from '@/lib/sync/open-repo-mirror'
import type { Refusal } from '@/lib/views/refusal'
import type { PromoteContext } from './context'
import { deliver } from './deliver'
import { advance, type Hold } from './hold'
import { isRevoked, REVOKED } from './is-revoked'
import { prepareTags } from './prepare-tags'
import type { CheckAnswer } from './repo-reads'
import { formatGitRefusal, type Unready } from './work'

/** A request that nobody decides is over after this long. */
const EXPIRY_DAYS = 7

export type Proceeding = { readonly actor: Actor; readonly expected: string | null }

/**
 * Takes a command that was just written down as far as it goes: refused, waiting for approval, or through all states
 * to what the remote confirms. Throws DatabaseError `lease-lost`, and what nobody expects; then the next one who holds
 * the repository brings it to its end.
 */
export async function proceed(
  hold: Hold,
  entry: CommandEntry,
  proceeding: Proceeding,
): Promise<CommandEntry> {
  let last = entry
  try {
    const checked = await check(hold, entry, proceeding)
    if (checked.kind === 'refused') return await refuse(hold, last, checked.refusal)
    const next = formatNext(hold, checked)
    if (next !== null) return await advance(hold, last, next)
    last = await advance(hold, last, { to: 'checked' })
    const mirror = await openRepoMirror(hold.context.sync.config, hold.repo)
    const { requester } = entry
    last = await prepare(hold, mirror, { entry: last, checked, requester })
    return await deliver(hold, mirror, last)
  } catch (error) {
    const refusal = await formatFailure(hold.context, error)
    const isBegun = last.state !== 'requested' && last.state !== 'checked'
    if (refusal === null || isBegun) throw error
    return await refuse(hold, last, refusal)
  }
}

async function check(
  { context, repo }: Hold,
  { commands, reason, requester }: CommandEntry,
  { actor, expected }: Proceeding,
): Promise<CheckAnswer | Unready> {
  const request = { commands, reason, requester, approvals: [], actor, expected }
  return await context.reads.check(repo.slug, request)
}

/** Where the way ends before anything is signed; null where it goes on. */
function formatNext({ context }: Hold, checked: CheckAnswer) {
  if (checked.refusal !== null) return formatRefused(checked.refusal)
  if (checked.outcome === 'needs-approval') {
    const expiresAt = new Date(context.world.now().getTime() + EXPIRY_DAYS * 86_400_000)
    const { approvalsNeeded } = checked
    return { to: 'waiting', change: { expiresAt, approvalsNeeded } } as const
  }
  const { signer } = context
  if (signer.kind === 'on') return null
  return formatRefused({ code: 'signing-off', details: { why: signer.why } })
}

type ToPrepare = {
  readonly entry: CommandEntry
  readonly checked: CheckAnswer
  /** As they are known now: the one whom the rules were asked about. */
  readonly requester: Identity
}

/**
 * Signs the tags of a checked command and writes them down. Throws KeyError, also where the key was revoked meanwhile,
 * GitError, TrustError and DatabaseError.
 */
export async function prepare(
  hold: Hold,
  mirror: Mirror,
  { entry, checked, requester }: ToPrepare,
): Promise<CommandEntry> {
  const { signer, sync } = hold.context
  if (signer.kind === 'off') throw new Error('nothing is prepared while signing is off')
  const keyring = await readKeyring(sync.config)
  if (isRevoked(keyring, signer.signer)) throw new KeyError('key-revoked', REVOKED)
  const told = {
    ...{ requester, reason: entry.reason, requestId: entry.id },
    approvers: checked.approvers,
    repository: formatRegistryRepo(mirror.remote.display),
  }
  const tools = { mirror, signer: signer.signer }
  const prepared = await prepareTags(checked.commands, told, tools)
  return await advance(hold, entry, { to: 'prepared', change: { prepared } })
}

/** Of signing: the programs do not say why they could not write a file. */
const OF_FILES: readonly KeyErrorCode[] = ['files-refused', 'sign-failed']

/** What an expected failure before the push is called; null for what nobody expects. */
export async function formatFailure(
  { sync }: PromoteContext,
  error: unknown,
): Promise<Refusal | null> {
  const failure = describeFailure(error)
  if (failure !== null) return formatGitRefusal(failure)
  if (!(error instanceof KeyError)) return null
  const fault = OF_FILES.includes(error.code) ? await findStorageFault(sync.config.dataDir) : null
  if (fault !== null) return formatGitRefusal(fault)
  return { code: 'signing-off', details: { why: error.message } }
}

function formatRefused(refusal: Refusal) {
  return { to: 'refused', change: { refusal } } as const
}

async function refuse(hold: Hold, entry: CommandEntry, refusal: Refusal): Promise<CommandEntry> {
  return await advance(hold, entry, formatRefused(refusal))
}
