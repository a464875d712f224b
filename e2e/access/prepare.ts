import { randomUUID } from 'node:crypto'
import { waitForSyncs } from '../start-server'
import { createToken } from './means'
import { HIDDEN, modelOf } from './repos'
import type { Row, Subject } from './rows'
import { type AccessWorld, ASKER } from './world'

/** Where a subject asks: the server, a repository and a model in it. */
export type Place = { readonly base: string; readonly repo: string; readonly name: string }

export function placeOf({ server, open }: AccessWorld, subject: Subject): Place {
  const repo = subject === 'outsider' || subject === 'insider' ? HIDDEN : 'churn'
  return { repo, base: subject === 'open' ? open.url : server.url, name: modelOf(subject) }
}

const waiting = new Map<string, string>()

/** The id of another person's request that waits for a version to enter `stage`: one for each word for those who have
 *  a model of their own. */
export async function findWaiting(place: Place, stage: string, word: string): Promise<string> {
  const { base, repo, name } = place
  const key = [base, repo, ...(name === 'shared' ? [] : [name, stage, word])].join(' ')
  const known = waiting.get(key)
  if (known !== undefined) return known
  const { id = '' } = await askAsker(place, { command: 'assign', version: 'v1.1.0', stage })
  waiting.set(key, id)
  return id
}

const fingerprints = new Map<string, string>()

/** The fingerprint that a preview of the model's commands shows now; no subject writes to the shared model. */
export async function findExpected(place: Place): Promise<string> {
  const key = `${place.base} ${place.repo}`
  const known = place.name === 'shared' ? fingerprints.get(key) : undefined
  if (known !== undefined) return known
  const asked = { command: 'assign', version: 'v1.1.0', stage: 'guarded' }
  const { expected = '' } = await askAsker(place, asked, '?dryRun=true')
  if (place.name === 'shared') fingerprints.set(key, expected)
  return expected
}

async function askAsker(
  { base, repo, name }: Place,
  asked: unknown,
  query = '',
): Promise<{ readonly id?: string; readonly expected?: string }> {
  const response = await fetch(`${base}/api/v1/models/${repo}/${name}/commands${query}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${ASKER}` },
    body: JSON.stringify(asked),
  })
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
  return response.json()
}

export type Victim = { readonly owner: Subject; readonly id: string; readonly secret: string }

const victims = new Map<Subject, Victim>()

/** A token that is to be revoked: the subject's own, or another person's. */
export async function findVictim(
  world: AccessWorld,
  { what }: Row,
  subject: Subject,
): Promise<Victim> {
  const other = subject === 'insider' ? 'editor' : 'insider'
  const mayOwn = ['viewer', 'editor', 'admin', 'outsider', 'insider'].includes(subject)
  const owner = what === 'own-tokens' && mayOwn ? subject : other
  const known = victims.get(owner)
  if (known !== undefined && (await isValid(world, known))) return known
  const { session } = world.means[owner]
  if (session === undefined) throw new Error(`${owner} has no session`)
  const secret = await createToken(world, session, { scopes: ['read'] })
  const page = await session.visit(`${world.server.url}/settings?tab=tokens`)
  const [, id = ''] = /name="id" value="([^"]+)"/.exec(await page.text()) ?? []
  const victim = { owner, id, secret }
  victims.set(owner, victim)
  return victim
}

export async function isValid({ server }: AccessWorld, { secret }: Victim): Promise<boolean> {
  const headers = { authorization: `Bearer ${secret}` }
  return (await fetch(`${server.url}/api/v1/repos`, { headers })).ok
}

const shared = new Map<string, string>()

/** The id of a view that Rita shares, one for each row and subject: some of them delete it. It is on the server where all
 *  but `open` ask. */
export async function findShared(
  { server, means }: AccessWorld,
  { entry }: Row,
  subject: Subject,
): Promise<string> {
  const key = `${entry} ${subject}`
  const known = shared.get(key)
  if (known !== undefined) return known
  const response = await fetch(`${server.url}/api/v1/views`, {
    method: 'POST',
    headers: { authorization: `Bearer ${means.insider.token}` },
    body: JSON.stringify({ name: randomUUID(), shared: true }),
  })
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
  const { id }: { readonly id: string } = await response.json()
  shared.set(key, id)
  return id
}

const lost = new Set<string>()

/** Takes so many tags away from the subject's repository, once for each entry, that a sync holds the loss back. */
export async function loseTags(
  { remotes }: AccessWorld,
  { entry }: Row,
  place: Place,
): Promise<void> {
  const remote = remotes[place.repo]
  const key = `${entry} ${place.repo}`
  if (remote === undefined || lost.has(key)) return
  lost.add(key)
  const listed = (await remote.git(['for-each-ref', '--format=%(refname)', 'refs/tags'])).toString()
  const names = listed.trim().split('\n')
  const gone = names.slice(0, Math.ceil(names.length / 3))
  await remote.git(['update-ref', '--stdin'], gone.map((name) => `delete ${name}\n`).join(''))
}

/** Whether the sync that was asked for counted that the tags are gone. */
export async function isLossAccepted(world: AccessWorld, subject: Subject): Promise<boolean> {
  const { base, repo } = placeOf(world, subject)
  const repos = await waitForSyncs(base, { authorization: `Bearer ${ASKER}` })
  return repos.find(({ slug }) => slug === repo)?.status === 'ok'
}
