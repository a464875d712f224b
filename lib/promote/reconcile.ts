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
import { deliverAgain, type FoundTags, listNames, settle } from './deliver'
import { advance, type Hold } from './hold'

/** A tag that the remote did not get for so long is not pushed any more. */
const EXPIRY_HOURS = 24

/**
 * Brings to their end the commands that nobody is at: with the lease in our hands, whoever was at them is dead, or
 * has lost the right. What had no tag yet is refused. Of the others the remote is asked: it has our objects, or
 * others, or none; then the very same objects are pushed again, so that nothing is ever written twice.
 */
export async function reconcile(hold: Hold): Promise<void> {
  const { context, repo } = hold
  const { database, config } = context.sync
  await expireRequests(database, repo.slug, context.world.now())
  const open = await listCommandsIn(database, repo.slug, OPEN_STATES)
  const begun: CommandEntry[] = []
  for (const entry of open) {
    if (entry.state === 'requested' || entry.state === 'checked') await interrupt(hold, entry)
    else begun.push(entry)
  }
  if (begun.length === 0) return
  try {
    const mirror = await openRepoMirror(config, repo)
    const names = begun.flatMap(({ prepared }) => listNames(prepared))
    const tags = await context.reads.findTags(repo.slug, names)
    for (const entry of begun) await resume(hold, entry, { mirror, tags })
  } catch (error) {
    // The remote cannot be asked: they stay as they are until it can.
    if (!(error instanceof GitError)) throw error
  }
}

async function interrupt(hold: Hold, entry: CommandEntry): Promise<void> {
  const refusal = { code: 'interrupted', details: {} }
  await advance(hold, entry, { to: 'refused', change: { refusal } })
}

type Seen = { readonly mirror: Mirror; readonly tags: FoundTags }

async function resume(hold: Hold, entry: CommandEntry, { mirror, tags }: Seen): Promise<void> {
  const settled = await settle(hold, entry, tags)
  if (settled.state !== entry.state) return
  const age = hold.context.world.now().getTime() - findStart(entry)
  if (age > EXPIRY_HOURS * 3_600_000) {
    await advance(hold, entry, { to: 'expired' })
    return
  }
  // Its slug may have been given to another repository since, where the tag would be nobody's.
  if (!isSignedFor(entry, formatRegistryRepo(mirror.remote.display))) return
  if (await remake(hold, entry, mirror)) await deliverAgain(hold, mirror, entry)
}

function isSignedFor({ prepared }: CommandEntry, repository: string): boolean {
  return prepared.every(({ object }) => {
    const tag = parseSignedTag(Buffer.from(object))
    return tag.kind === 'tag' && tag.claims.registryRepos.every((repo) => repo === repository)
  })
}

/** When it was last said that the tags be written: asked for, or approved. */
function findStart({ requestedAt, approvals }: CommandEntry): number {
  return Math.max(requestedAt.getTime(), ...approvals.map(({ at }) => Date.parse(at)))
}

/** Makes the objects anew where the mirror was lost. False when what they stand on cannot be had now. */
async function remake(
  { context, repo }: Hold,
  { prepared }: CommandEntry,
  mirror: Mirror,
): Promise<boolean> {
  const oids = prepared.flatMap(({ commit, guard }) => [commit, ...(guard ? [guard.oid] : [])])
  if ((await context.reads.holdObjects(repo.slug, oids)) !== 'held') return false
  for (const { object, oid } of prepared) {
    if ((await makeTag(mirror, object)) !== oid)
      throw new Error(`the journal's ${oid} is another object`)
  }
  return true
}
