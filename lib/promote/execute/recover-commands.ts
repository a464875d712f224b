import type { RepoConfig } from '@/lib/config/config'
import { GitError } from '@/lib/git/git-error'
import { makeTag } from '@/lib/git/make-tag'
import type { Mirror } from '@/lib/git/mirror'
import {
  type CommandEntry,
  expireRequests,
  listCommandsIn,
  OPEN_STATES,
} from '@/lib/journal/commands'
import { parseSignedTag } from '@/lib/proof/parse-signed-tag'
import { formatRegistryRepo } from '@/lib/proof/registry-repo'
import { openRepoMirror } from '@/lib/sync/open-repo-mirror'
import type { PromoteContext } from '../context'
import { confirmTags, indexTags, pushTags, type RemoteTags, settle } from './deliver-tags'
import { advance, endRefused, type RepoLock, withRepoLock } from './repo-lock'

/** Tags that the remote did not get for so long are not pushed any more. */
const EXPIRY_HOURS = 24

/**
 * Completes the commands of a repository that a dead process left, and indexes what the remote has confirmed. Nothing
 * happens where there are none; it waits for a command that holds the lock.
 */
export async function recoverRepo(context: PromoteContext, repo: RepoConfig): Promise<void> {
  const { database } = context.sync
  const open = await listCommandsIn(database, repo.slug, [...OPEN_STATES, 'waiting'])
  if (open.length > 0) await withRepoLock(context, repo, recoverCommands)
  for (const entry of await listCommandsIn(database, repo.slug, ['confirmed'])) {
    await indexTags(context, entry)
  }
}

/**
 * Completes open commands under the lock: the process that began them is dead, or has lost the lock. A command without
 * signed tags is refused. For the others the remote is asked: it has our objects, or others, or none; then the same
 * objects are pushed again, so that nothing is written twice.
 */
export async function recoverCommands(lock: RepoLock): Promise<void> {
  const { context, repo } = lock
  const { database, config } = context.sync
  await expireRequests(database, repo.slug, context.runtime.now())
  const open = await listCommandsIn(database, repo.slug, OPEN_STATES)
  const signed: CommandEntry[] = []
  for (const entry of open) {
    if (entry.state !== 'requested' && entry.state !== 'checked') signed.push(entry)
    else await endRefused(lock, entry, { code: 'interrupted', details: {} })
  }
  if (signed.length === 0) return
  try {
    const mirror = await openRepoMirror(config, repo)
    const names = signed.flatMap(({ prepared }) => prepared.map(({ tag }) => tag))
    const tags = await context.reads.findTags(repo.slug, names)
    for (const entry of signed) await recover(lock, entry, { mirror, tags })
  } catch (error) {
    // The remote cannot be asked: the commands stay as they are until it can.
    if (!(error instanceof GitError)) throw error
  }
}

type Remote = { readonly mirror: Mirror; readonly tags: RemoteTags }

async function recover(
  lock: RepoLock,
  entry: CommandEntry,
  { mirror, tags }: Remote,
): Promise<void> {
  const settled = await settle(lock, entry, tags)
  if (settled.state !== entry.state) return
  const age = lock.context.runtime.now().getTime() - findStart(entry)
  if (age > EXPIRY_HOURS * 3_600_000) {
    await advance(lock, entry, { to: 'expired' })
    return
  }
  // The slug may name another repository now. The tags are signed for the old one.
  if (!isSignedFor(entry, formatRegistryRepo(mirror.remote.display))) return
  if (!(await rebuildObjects(lock, entry, mirror))) return
  const pushed = await pushTags(lock, mirror, entry)
  if (pushed.refusal === null) await confirmTags(lock, pushed.entry)
}

function isSignedFor({ prepared }: CommandEntry, repository: string): boolean {
  return prepared.every(({ object }) => {
    const tag = parseSignedTag(Buffer.from(object))
    return tag.kind === 'tag' && tag.claims.registryRepos.every((repo) => repo === repository)
  })
}

/** When the tags were last requested or approved, in milliseconds. */
function findStart({ requestedAt, approvals }: CommandEntry): number {
  return Math.max(requestedAt.getTime(), ...approvals.map(({ at }) => Date.parse(at)))
}

/** Writes the objects into a mirror that has lost them. False where it cannot get the objects that they name. */
async function rebuildObjects(
  { context, repo }: RepoLock,
  { prepared }: CommandEntry,
  mirror: Mirror,
): Promise<boolean> {
  const oids = prepared.flatMap(({ commit, guard }) => [commit, ...(guard ? [guard.oid] : [])])
  if ((await context.reads.ensureObjects(repo.slug, oids)) !== 'held') return false
  for (const { object, oid } of prepared) {
    if ((await makeTag(mirror, object)) !== oid)
      throw new Error(`the journal's ${oid} is another object`)
  }
  return true
}
