import type { Actor } from '@/lib/auth/actor'
import type { Viewer } from '@/lib/index/read/viewer'
import { readKeyring } from '@/lib/keys/read-keyring'
import type { PublicKey } from '@/lib/keys/signer'
import { TrustError } from '@/lib/keys/trust-error'
import { openSlot } from '@/lib/runtime'
import type { WaitingStageView } from '@/lib/views/board'
import type { CommandView, SignerView, TrustAnswer } from '@/lib/views/command'
import type { Decision } from './approve/approve'
import * as requests from './approve/decide-request'
import type { PromoteContext } from './context'
import { executeCommand } from './execute/execute-command'
import { refuseFullDatabase } from './failure-refusals'
import type { CommitSearch, PickableCommits } from './repo-reads'
import type { CommandOutcome, CommandRequest } from './request/command-request'
import { type Feed, type Follower, openFeed } from './view/follow-changes'
import * as journal from './view/list-commands'
import * as commits from './view/pickable-commits'
import { type PreviewAnswer, preview } from './view/preview'
import { previewRequest as previewWaiting, type RequestAnswer } from './view/preview-request'

/** What pages and the API call to change a repository. Every function throws until the process has started. */

export type { CommandOutcome, CommandRequest, PreviewAnswer, RequestAnswer }

export const promoting = openSlot<PromoteContext>('promoting')

function requirePromoting(): PromoteContext {
  const context = promoting.get()
  if (!context) throw new Error('Commands are not running in this process')
  return context
}

/** What would be written, from the remote's present state. Writes nothing. */
export async function previewCommands(
  actor: Actor | null,
  request: CommandRequest,
): Promise<PreviewAnswer> {
  return await preview(requirePromoting(), actor, request)
}

/** Writes what is asked, or puts it before the approvers. The same request id never writes twice. */
export async function runCommands(
  actor: Actor | null,
  request: CommandRequest,
): Promise<CommandOutcome> {
  const context = requirePromoting()
  return await refuseFullDatabase(context.sync, () => executeCommand(context, actor, request))
}

/** Approves or declines another person's request; the last approval that is needed carries it out. */
export async function decideRequest(
  actor: Actor | null,
  decision: Decision,
): Promise<CommandOutcome> {
  const context = requirePromoting()
  return await refuseFullDatabase(context.sync, () =>
    requests.decideRequest(context, actor, decision),
  )
}

/** Withdraws the actor's own request; an admin withdraws any. */
export async function withdrawRequest(actor: Actor | null, id: string): Promise<CommandOutcome> {
  const context = requirePromoting()
  return await refuseFullDatabase(context.sync, () => requests.withdrawRequest(context, actor, id))
}

/** What a waiting request would write now, and whether `actor` may decide about it; null where none waits that the
 *  viewer may see. */
export async function previewRequest(
  viewer: Viewer,
  actor: Actor | null,
  id: string,
): Promise<RequestAnswer | null> {
  return await previewWaiting(requirePromoting(), { viewer, actor, id })
}

/** Null where there is none that the viewer may see. */
export async function findCommand(viewer: Viewer, id: string): Promise<CommandView | null> {
  return await journal.findCommand(requirePromoting(), viewer, id)
}

/** The newest 200 of `wanted` that the viewer may see, newest first. */
export async function listCommands(
  viewer: Viewer,
  wanted: journal.Wanted = {},
): Promise<readonly CommandView[]> {
  return await journal.listCommands(requirePromoting(), viewer, wanted)
}

/** How many requests wait for a decision that `actor` may be able to make, and a stamp that changes when a request that
 *  the viewer may see is asked for, approved, decided or over. */
export async function readWaiting(viewer: Viewer, actor: Actor | null): Promise<journal.Waiting> {
  return await journal.readWaiting(requirePromoting(), viewer, actor)
}

/** The stages of models that a request for approval waits for, of the newest 200 requests that the viewer may see. */
export async function listWaitingStages(viewer: Viewer): Promise<readonly WaitingStageView[]> {
  return await journal.listWaitingStages(requirePromoting(), viewer)
}

/** How often the state of repositories and requests is read for those who follow it, in milliseconds. */
const FEED_MS = 500

let feed: { readonly of: PromoteContext; readonly feed: Feed } | null = null

/** Tells the follower how repositories and requests stand, now and after each change; returns what ends it. */
export function followChanges(follower: Follower): () => void {
  const context = requirePromoting()
  if (feed?.of !== context) feed = { of: context, feed: openFeed(context, FEED_MS) }
  return feed.feed.follow(follower)
}

/** Commits of a branch that can be registered; null where there is no such repository or branch, and where the actor may
 *  not register. */
export async function listPickableCommits(
  picker: commits.Picker,
  search: CommitSearch,
): Promise<PickableCommits | null> {
  return await commits.listPickableCommits(requirePromoting(), picker, search)
}

/** Who signs and how to trust it, or why nothing can be written. */
export type SignerAnswer =
  | { readonly kind: 'on'; readonly signer: SignerView; readonly publicKey: PublicKey }
  | { readonly kind: 'off'; readonly code: string; readonly why: string }

export function getSignerState(): SignerAnswer {
  const { signer } = requirePromoting()
  if (signer.kind === 'off') return signer
  return { kind: 'on', signer: signer.signer.view, publicKey: signer.signer.publicKey }
}

/** Lines of the trust files that name no trusted key, as the files are now. */
export async function listTrustProblems(): Promise<TrustAnswer> {
  try {
    const { problems } = await readKeyring(requirePromoting().sync.config)
    return { kind: 'read', problems }
  } catch (error) {
    if (error instanceof TrustError) return { kind: 'unreadable', why: error.message }
    throw error
  }
}
