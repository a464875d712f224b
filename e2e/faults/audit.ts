import { expect } from 'vitest'
import type { GitRepo } from '@/lib/testing/git-repo'
import { asAdmin } from '../admin-token'
import { requestSync } from '../hostile/ask-server'
import { waitForSyncs } from '../start-server'
import { listTags } from './fault-repo'
import type { FaultWorld } from './open-fault-world'
import type { Attempt } from './promote'
import { listEvents, readFreshRegistry, readRegistry } from './read-registry'

/**
 * Why a command may be refused here: another client was faster, or its process was killed before anything was signed. Git
 * reports a killed helper (`git-remote-http`) as a broken connection.
 */
const REFUSALS = [
  'already-in-stage',
  'busy',
  'changed-meanwhile',
  'conflict',
  'interrupted',
  'remote-unreachable',
]

/** That every command was carried out once or not at all, as it was told, and that the index is that of a server which
 *  has never seen a fault. */
export async function audit(world: FaultWorld, attempts: readonly Attempt[]): Promise<void> {
  await auditTags(world, attempts)
  expect(await readRegistry(world.server.url)).toEqual(await readFreshRegistry(world))
}

/** The same of the tags alone: what is said of those from the future depends on when they were read. */
export async function auditTags(world: FaultWorld, attempts: readonly Attempt[]): Promise<void> {
  const { url } = world.server
  for (const slug of ['written', 'pushed']) await requestSync(url, slug)
  await waitForSyncs(url, asAdmin)
  await auditCommands(world, attempts)
  for (const slug of ['written', 'pushed'] as const) {
    const tags = (await listEvents(url, slug)).map(({ tag }) => tag)
    expect(tags.sort()).toEqual(await listTags(world[slug]))
  }
}

async function auditCommands(
  { server, written }: FaultWorld,
  attempts: readonly Attempt[],
): Promise<void> {
  const remote = await readRequestIds(written)
  for (const { id, told } of attempts) {
    const command = await readCommand(server.url, id)
    const tags = [...remote].filter(([, requestId]) => requestId === id).map(([tag]) => tag)
    const seen = { id, told, tags, command }
    expect(seen).toEqual({ ...seen, told: expectTold(command), command: expectCommand(tags) })
  }
  const known = new Set(attempts.map(({ id }) => id))
  expect([...remote.values()].filter((id) => !known.has(id))).toEqual([])
}

/** What the journal has to say of a command by the tags of the remote; null: it was refused before it was written down. */
function expectCommand(tags: readonly string[]) {
  if (tags.length === 1) return { state: 'indexed', tags, refusal: null }
  // It names the tag that was made and never sent.
  const made = expect.any(Array)
  const refused = { state: 'refused', tags: made, refusal: expect.toBeOneOf(REFUSALS) }
  return expect.toBeOneOf([null, refused])
}

/** What the client has to have been told: the end last, and no other end before. */
function expectTold(command: Found | null) {
  const isEnd = (last: string | undefined) => {
    if (command?.state === 'indexed') return last === 'indexed'
    return last !== undefined && ['refused', ...REFUSALS].includes(last)
  }
  return expect.toSatisfy(
    (told: readonly string[]) =>
      isEnd(told.at(-1)) && (command?.state === 'indexed' || !told.includes('confirmed')),
  )
}

/** The request ids of all tags that Signet wrote, by tag. */
async function readRequestIds(repo: GitRepo): Promise<ReadonlyMap<string, string>> {
  const format = '--format=%(refname:lstrip=2)%0a%(contents)%00'
  const text = (await repo.git(['for-each-ref', format, 'refs/tags'])).toString()
  const pairs = text.split('\0').flatMap((told) => {
    const [tag = '', ...lines] = told.trimStart().split('\n')
    const [, id] = /^Request-Id: (\S+)$/m.exec(lines.join('\n')) ?? []
    return id === undefined ? [] : [[tag, id] as const]
  })
  return new Map(pairs)
}

type Found = {
  readonly state: string
  readonly tags: readonly string[]
  readonly refusal: string | null
}

/** Null where the journal has nothing of it. */
async function readCommand(url: string, id: string): Promise<Found | null> {
  const response = await fetch(`${url}/api/v1/commands/${id}`, { headers: asAdmin })
  if (response.status === 404) return null
  expect(response.status).toBe(200)
  const { state, tags, refusal } = await response.json()
  const names = tags.map(({ tag }: { readonly tag: string }) => tag)
  return { state, tags: names, refusal: refusal?.code ?? null }
}
