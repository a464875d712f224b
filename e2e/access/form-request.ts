import { randomUUID } from 'node:crypto'
import { encodeAction, encodeForm } from './encode-action'
import {
  findExpected,
  findShared,
  findVictim,
  findWaiting,
  loseTags,
  type Place,
  placeOf,
  type Victim,
} from './prepare'
import { hashOf } from './repos'
import type { Row, Subject } from './rows'
import type { AccessWorld } from './world'

/** One request as it is sent, apart from who sends it. */
export type Asked = {
  readonly url: string
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: FormData | Blob
  /** Of a call of an action: its id and its form. */
  readonly action?: { readonly id: string; readonly fields: Fields }
  /** What it is to revoke. */
  readonly victim?: Victim
}

type Fields = readonly (readonly [name: string, value: string])[]

/** What the row asks in the place of the subject. */
export async function formRequest(world: AccessWorld, row: Row, subject: Subject): Promise<Asked> {
  const place = placeOf(world, subject)
  const [kind = '', address = ''] = row.entry.split(' ')
  if (row.what === 'accept-loss') await loseTags(world, row, place)
  if (kind === 'ACTION') return formAction(world, row, { subject, place })
  const about = row.what === 'read' ? { ...place, name: 'shared' } : place
  const needsId = address.includes('[id]') && kind !== 'HEAD'
  const id = !needsId
    ? 'any'
    : address.includes('/views/')
      ? await findShared(world, row, subject)
      : await findWaiting(about, 'guarded', row.what)
  const query = QUERIES[`${row.entry} ${row.what}`] ?? (row.what.startsWith('?') ? row.what : '')
  const commit = world.commits[place.repo] ?? ''
  const url = fill(place.base + address + query, { ...place, id, commit })
  const method = kind === 'PAGE' ? 'GET' : kind
  if (method !== 'POST') return { url, method, headers: {} }
  const headers = { origin: place.base }
  if (!address.startsWith('/api/v1/')) return { url, method, headers }
  const body = new Blob([
    JSON.stringify(formBody(row, { name: place.name, commit: world.commits[place.repo] ?? '' })),
  ])
  return { url, method, headers: { ...headers, 'content-type': 'application/json' }, body }
}

const COMPARED = '?from=[repo]/[name]@v1.0.0&to=[repo]/[name]@latest'

/** What a row is asked for besides its address. */
const QUERIES: Readonly<Record<string, string>> = {
  'GET /api/v1/compare read': COMPARED,
  'PAGE /compare read': COMPARED,
  'GET /api/v1/repos/[repo]/images/[commit] read': '?path=plot.svg',
  'PAGE /promote read': '?model=[repo]:shared&version=v1.0.0&stage=free',
  'PAGE /models/[repo]/[name]/commands/[command] read': '?version=v1.0.0&stage=free',
  'PAGE /settings own-tokens': '?tab=tokens',
  'PAGE /settings all-tokens': '?tab=tokens',
  'PAGE /settings settings': '?tab=configuration',
}

type Filled = Place & { readonly id: string; readonly commit: string }

function fill(address: string, { repo, name, id, commit }: Filled): string {
  const names = { repo, slug: repo, name, id, commit, hash: hashOf(repo) }
  const values = {
    ...names,
    version: 'v1.0.0',
    command: 'assign',
    provider: 'issuer',
    file: 'held.svg',
  }
  return Object.entries({ ...values, '...path': 'nothing/here' }).reduce(
    (text, [key, value]) => text.replaceAll(`[${key}]`, value),
    address,
  )
}

function formBody(
  { entry, what }: Row,
  { name, commit }: { readonly name: string; readonly commit: string },
): unknown {
  if (entry.endsWith('/views')) return { name: randomUUID(), query: 'is:behind' }
  const decision = what === 'withdraw-any' ? 'withdraw' : what
  if (entry.endsWith('/decision')) return { decision, reason: 'seen' }
  const assign = { command: 'assign', version: 'v1.0.0', stage: 'free' }
  if (entry.includes('/repos/')) return { commands: [{ ...assign, model: name, stage: 'batch' }] }
  const commands: Readonly<Record<string, unknown>> = {
    register: { command: 'register', commit, bump: 'minor' },
    unassign: { command: 'unassign', version: 'v1.0.0', stage: 'taken' },
    'roll-back': { command: 'roll-back', stage: 'held' },
    deregister: { command: 'deregister', version: 'v1.0.0' },
    deprecate: { command: 'deprecate' },
  }
  return commands[what] ?? assign
}

async function formAction(
  world: AccessWorld,
  row: Row,
  { subject, place }: { readonly subject: Subject; readonly place: Place },
): Promise<Asked> {
  const name = row.entry.replace('ACTION ', '')
  const { id, page } = world.actions[name] ?? { id: '', page: '' }
  const isDecision = name === 'decide'
  const waiting = isDecision ? await findWaiting(place, 'guarded-too', row.what) : ''
  const victim = name === 'revokeToken' ? await findVictim(world, row, subject) : undefined
  const isOfView = name === 'editView' || name === 'removeView'
  const shared = isOfView ? await findShared(world, row, subject) : ''
  const expected = name.startsWith('confirm') ? await findExpected(place) : ''
  const fields = formFields(row, { place, expected, id: victim?.id ?? (shared || waiting) })
  const before = ['decide', 'syncNow', 'createToken'].includes(name) ? 'yes' : 'no'
  const call = encodeAction(id, { before, fields })
  const isPlain = name === 'confirmAndShow' // what browsers without scripts are offered
  const { headers, body } = isPlain ? { headers: {}, body: encodeForm(id, fields) } : call
  return {
    url: fill(place.base + page, { ...place, id: waiting, commit: '' }),
    method: 'POST',
    headers: { ...headers, origin: place.base },
    body,
    action: { id, fields },
    ...(victim ? { victim } : {}),
  }
}

function formFields(
  { entry, what }: Row,
  given: { readonly place: Place; readonly expected: string; readonly id: string },
): Fields {
  const { place, expected, id } = given
  switch (entry.replace('ACTION ', '')) {
    case 'decide':
      return [
        ['id', id],
        ['decision', what],
        ['reason', 'seen'],
      ]
    case 'createView':
      return [
        ['name', randomUUID()],
        ['q', 'is:behind'],
      ]
    case 'editView':
      return [
        ['id', id],
        ['name', randomUUID()],
        ['shared', 'yes'],
      ]
    case 'removeView':
    case 'revokeToken':
      return [['id', id]]
    case 'syncNow':
      return [['slug', place.repo]]
    case 'createToken':
      return [
        ['name', 'made'],
        ['days', '1'],
        ['scopes', 'read'],
      ]
    default:
      return [
        ['command', 'assign'],
        ['model', `${place.repo}:${place.name}`],
        ['version', 'v1.0.0'],
        ['stage', entry.endsWith('Show') ? 'shown' : 'confirmed'],
        ['requestId', randomUUID()],
        ['expected', expected],
      ]
  }
}
