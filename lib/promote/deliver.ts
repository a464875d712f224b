import { GitError } from '@/lib/git/git-error'
import type { Mirror, Oid } from '@/lib/git/mirror'
import { type PushResult, pushTags } from '@/lib/git/push-tags'
import type { CommandEntry, PreparedTag } from '@/lib/journal/commands'
import type { Refusal } from '@/lib/views/refusal'
import { advance, type Hold } from './hold'
import { formatGitRefusal } from './work'

/**
 * Pushes the tags that the journal has, all or none, and asks the remote whether it has them. What comes back is
 * `confirmed`, an end, or `pushed` or `unknown` where the remote could not be asked: then only reading it tells.
 */
export async function deliver(
  hold: Hold,
  mirror: Mirror,
  entry: CommandEntry,
): Promise<CommandEntry> {
  const result = await push(hold, mirror, entry)
  if (result.kind === 'not-sent') return await refuse(hold, entry, formatGitRefusal(result))
  return await follow(hold, { entry, result })
}

/** The same for tags that were perhaps sent before: nothing is refused because the remote cannot be reached now. */
export async function deliverAgain(
  hold: Hold,
  mirror: Mirror,
  entry: CommandEntry,
): Promise<CommandEntry> {
  const result = await push(hold, mirror, entry)
  if (result.kind === 'not-sent') return entry
  return await follow(hold, { entry, result })
}

async function push({ signal }: Hold, mirror: Mirror, { prepared }: CommandEntry) {
  const tags = prepared.map(({ tag, oid }) => ({ name: tag, oid }))
  const guards = prepared.flatMap(({ guard }) =>
    guard === null ? [] : [{ name: guard.tag, oid: guard.oid }],
  )
  return await pushTags(mirror, { tags, guards }, signal)
}

type Sent = {
  readonly entry: CommandEntry
  readonly result: Exclude<PushResult, { readonly kind: 'not-sent' }>
}

async function follow(hold: Hold, { entry, result }: Sent): Promise<CommandEntry> {
  switch (result.kind) {
    case 'pushed':
    case 'up-to-date':
      return await confirm(hold, await advance(hold, entry, { to: 'pushed' }))
    case 'unknown':
      return await confirm(hold, await advance(hold, entry, { to: 'unknown' }))
    case 'conflict': {
      const tags = await tryFind(hold, entry)
      if (tags === null) return await advance(hold, entry, { to: 'unknown' })
      const landed = compareLanded(tags, entry.prepared)
      if (landed.kind === 'landed') return await advance(hold, entry, { to: 'confirmed' })
      return await refuse(hold, entry, formatConflict(result.refs[0] ?? null))
    }
    case 'rejected': {
      const refusal = { code: 'remote-refused', details: { reason: quoteRemote(result) } } as const
      return await advance(hold, entry, { to: 'rejected', change: { refusal } })
    }
  }
}

/** What the remote and its hooks said: the reason, then their words, without git's own echo of the reason. */
function quoteRemote({
  reason,
  words,
}: Extract<PushResult, { readonly kind: 'rejected' }>): string {
  const own = words.filter((line) => !line.startsWith('error: hook declined to update refs/'))
  return [reason, own.join(' ')].filter((text) => text !== '').join(': ')
}

/** Asks the remote after a push. Tags that are not there (yet) leave the command as it is. */
async function confirm(hold: Hold, entry: CommandEntry): Promise<CommandEntry> {
  const tags = await tryFind(hold, entry)
  return tags === null ? entry : await settle(hold, entry, tags)
}

/** Tags of the remote, by name. */
export type FoundTags = ReadonlyMap<string, Oid>

export function listNames(prepared: readonly PreparedTag[]): readonly string[] {
  return prepared.map(({ tag }) => tag)
}

/** Brings a command to its end by what the remote shows, where that tells it. */
export async function settle(
  hold: Hold,
  entry: CommandEntry,
  tags: FoundTags,
): Promise<CommandEntry> {
  const landed = compareLanded(tags, entry.prepared)
  switch (landed.kind) {
    case 'landed':
      return await advance(hold, entry, { to: 'confirmed' })
    case 'other':
      return await refuse(hold, entry, formatConflict(landed.tag))
    case 'absent':
      return entry
  }
}

type Landed =
  | { readonly kind: 'landed' | 'absent' }
  | { readonly kind: 'other'; readonly tag: string }

/** Whether the remote has the tags as our objects; of a push that was all or nothing. */
function compareLanded(tags: FoundTags, prepared: readonly PreparedTag[]): Landed {
  const found = prepared.map(({ tag, oid }) => ({ tag, oid, there: tags.get(tag) }))
  const other = found.find(({ oid, there }) => there !== undefined && there !== oid)
  if (other !== undefined) return { kind: 'other', tag: other.tag }
  return { kind: found.every(({ there }) => there !== undefined) ? 'landed' : 'absent' }
}

/** Which of the tags the remote has now; null where it cannot be asked. */
async function tryFind(
  { context, repo }: Hold,
  { prepared }: CommandEntry,
): Promise<FoundTags | null> {
  try {
    return await context.reads.findTags(repo.slug, listNames(prepared))
  } catch (error) {
    if (error instanceof GitError) return null
    throw error
  }
}

function formatConflict(tag: string | null): Refusal {
  return { code: 'conflict', details: { tag } }
}

async function refuse(hold: Hold, entry: CommandEntry, refusal: Refusal): Promise<CommandEntry> {
  return await advance(hold, entry, { to: 'refused', change: { refusal } })
}
