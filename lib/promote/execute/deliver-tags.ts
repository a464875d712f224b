import { isDatabaseUnavailable } from '@/lib/database/is-database-unavailable'
import { GitError } from '@/lib/git/git-error'
import type { Mirror, Oid } from '@/lib/git/mirror'
import * as git from '@/lib/git/push-tags'
import { findSuperseding, hasEvents } from '@/lib/index/read/written-tags'
import {
  type CommandEntry,
  findCommandEntry,
  markIndexed,
  type PreparedTag,
} from '@/lib/journal/commands'
import type { PromoteContext } from '../context'
import { refuseGitFailure } from '../failure-refusals'
import { advance, done, endRefused, type RepoLock, type StepResult } from './repo-lock'

/** The last three steps of a command: push, confirm, index. An attempt, an approval and recovery take the same ones. */

/**
 * Pushes the tags that the journal has, all or none. The command is then `pushed`, `unknown` where no answer came, or at
 * its end. A refusal where nothing was sent.
 */
export async function pushTags(
  lock: RepoLock,
  mirror: Mirror,
  entry: CommandEntry,
): Promise<StepResult> {
  const tags = entry.prepared.map(({ tag, oid }) => ({ name: tag, oid }))
  const guards = entry.prepared.flatMap(({ guard }) =>
    guard === null ? [] : [{ name: guard.tag, oid: guard.oid }],
  )
  const result = await git.pushTags(mirror, { tags, guards }, lock.signal)
  switch (result.kind) {
    case 'not-sent':
      return { entry, refusal: refuseGitFailure(result) }
    case 'pushed':
    case 'up-to-date':
      return done(await advance(lock, entry, { to: 'pushed' }))
    case 'unknown':
      return done(await advance(lock, entry, { to: 'unknown' }))
    case 'conflict':
      return done(await settleConflict(lock, entry, result.refs[0] ?? null))
    case 'rejected': {
      const refusal = { code: 'remote-refused', details: { reason: quoteRemote(result) } } as const
      return done(await advance(lock, entry, { to: 'rejected', change: { refusal } }))
    }
  }
}

/** The remote has another object under a tag's name, or a guard has moved. An earlier push by Signet may still have
 *  created the tags. */
async function settleConflict(
  lock: RepoLock,
  entry: CommandEntry,
  tag: string | null,
): Promise<CommandEntry> {
  const tags = await listRemoteTags(lock, entry)
  if (tags === null) return await advance(lock, entry, { to: 'unknown' })
  const isLanded = compareWithRemote(tags, entry.prepared).kind === 'landed'
  if (isLanded) return await advance(lock, entry, { to: 'confirmed' })
  return await endRefused(lock, entry, { code: 'conflict', details: { tag } })
}

/** What the remote and its hooks said: the reason, then their words, without git's own echo of the reason. */
function quoteRemote({
  reason,
  words,
}: Extract<git.PushResult, { readonly kind: 'rejected' }>): string {
  const own = words.filter((line) => !line.startsWith('error: hook declined to update refs/'))
  return [reason, own.join(' ')].filter((text) => text !== '').join(': ')
}

/** Asks the remote whether it has the tags that were pushed. The command stays as it is where the remote cannot be asked,
 *  and where the tags are not there (yet): only reading the remote resolves it. */
export async function confirmTags(lock: RepoLock, entry: CommandEntry): Promise<CommandEntry> {
  if (entry.state !== 'pushed' && entry.state !== 'unknown') return entry
  const tags = await listRemoteTags(lock, entry)
  return tags === null ? entry : await settle(lock, entry, tags)
}

/** Tags of the remote, by name. */
export type RemoteTags = ReadonlyMap<string, Oid>

/** Brings a command to its end by what the remote has; it stays as it is where its tags are absent. */
export async function settle(
  lock: RepoLock,
  entry: CommandEntry,
  tags: RemoteTags,
): Promise<CommandEntry> {
  const found = compareWithRemote(tags, entry.prepared)
  switch (found.kind) {
    case 'landed':
      return await advance(lock, entry, { to: 'confirmed' })
    case 'other':
      return await endRefused(lock, entry, { code: 'conflict', details: { tag: found.tag } })
    case 'absent':
      return entry
  }
}

type Found =
  | { readonly kind: 'landed' | 'absent' }
  | { readonly kind: 'other'; readonly tag: string }

/** Whether the remote has the tags as our objects. The push was all or nothing. */
function compareWithRemote(tags: RemoteTags, prepared: readonly PreparedTag[]): Found {
  const found = prepared.map(({ tag, oid }) => ({ tag, oid, there: tags.get(tag) }))
  const other = found.find(({ oid, there }) => there !== undefined && there !== oid)
  if (other !== undefined) return { kind: 'other', tag: other.tag }
  return { kind: found.every(({ there }) => there !== undefined) ? 'landed' : 'absent' }
}

/** The command's tags that the remote has now; null where the remote cannot be asked. */
async function listRemoteTags(
  { context, repo }: RepoLock,
  { prepared }: CommandEntry,
): Promise<RemoteTags | null> {
  try {
    const names = prepared.map(({ tag }) => tag)
    return await context.reads.findTags(repo.slug, names)
  } catch (error) {
    if (error instanceof GitError) return null
    throw error
  }
}

/**
 * Brings the tags of a confirmed command into the index, and looks for a newer tag of another person that has the last
 * word. A command that cannot be indexed now, because the repository cannot be read or the database is away, stays
 * `confirmed`: the remote has its tags, and recovery indexes them. Where the tags were deleted since, an index without
 * them is up to date too.
 */
export async function indexTags(
  context: PromoteContext,
  entry: CommandEntry,
): Promise<CommandEntry> {
  try {
    return await indexNow(context, entry)
  } catch (error) {
    if (!(error instanceof GitError || isDatabaseUnavailable(error))) throw error
    return entry
  }
}

async function indexNow(
  { sync, runtime, reads, onState }: PromoteContext,
  entry: CommandEntry,
): Promise<CommandEntry> {
  const { database } = sync
  if (!(await hasEvents(database, entry.repo, entry.prepared))) {
    if ((await reads.sync(entry.repo)) !== 'synced') return entry
  }
  const tags = entry.prepared.map(({ tag }) => tag)
  const superseded = await findSuperseding(database, entry.repo, tags)
  await markIndexed(database, entry.id, { at: runtime.now(), superseded })
  const indexed = (await findCommandEntry(database, entry.id)) ?? entry
  onState?.(indexed)
  return indexed
}
