import type { Actor } from '@/lib/auth/actor'
import { canSee, type Viewer } from '@/lib/index/read/viewer'
import { type CommandEntry, findCommandEntry } from '@/lib/journal/commands'
import { listStandingApprovals } from '../approve/approve'
import type { PromoteContext } from '../context'
import { authorize, listActions } from '../request/authorize'
import { findCurrentActor } from '../request/current-actor'
import { isOwnRequest } from '../request/requester'
import { viewCommand } from './command-view'
import { type PreviewAnswer, readPreview, viewSigner } from './preview'

export type RequestAnswer = {
  /** Null for an actor who does not decide: the remote is not read for them. */
  readonly answer: PreviewAnswer | null
  /** `own`: it can be withdrawn; `decides`: approved or declined, as far as the role goes; `watches`: neither. */
  readonly standing: 'own' | 'decides' | 'watches'
}

/**
 * What a waiting request would write now, for its requester and with the approvals that it has, and what `actor` may
 * do about it. Writes nothing. Null where no such request waits that the viewer may see.
 */
export async function previewRequest(
  context: PromoteContext,
  wanted: { readonly viewer: Viewer; readonly actor: Actor | null; readonly id: string },
): Promise<RequestAnswer | null> {
  const { sync } = context
  const entry = await findCommandEntry(sync.database, wanted.id)
  const repo = sync.config.repos.find(({ slug }) => slug === entry?.repo)
  if (entry === null || !repo || !canSee(wanted.viewer, repo.slug)) return null
  if (viewCommand(context, entry).state !== 'waiting') return null
  const standing = await decideStanding(context, entry, wanted.actor)
  if (standing !== 'decides' || wanted.actor === null) return { answer: null, standing }
  const { commands, reason, id } = entry
  const actor = await findCurrentActor(sync, entry.requester.id)
  const requester = actor ?? entry.requester
  const approvals = await listStandingApprovals(context, entry)
  const request = { commands, reason, requester, actor, approvals, expected: null }
  const signer = viewSigner(context)
  const values = { repo: repo.slug, reason, requestId: id, requester, signer }
  return { answer: await readPreview(context, wanted.actor.id, { request, values }), standing }
}

async function decideStanding(
  context: PromoteContext,
  entry: CommandEntry,
  actor: Actor | null,
): Promise<RequestAnswer['standing']> {
  if (actor === null) return 'watches'
  if (await isOwnRequest(context.sync, entry, actor)) return 'own'
  const actions = listActions(entry.commands, 'approve')
  const authorized = authorize(context.sync.config, actor, { slug: entry.repo, actions })
  return authorized.kind === 'authorized' ? 'decides' : 'watches'
}
