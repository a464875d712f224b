import { REFUSALS } from '@/components/refusal/refusals'
import type { Refusal } from '@/lib/views/refusal'
import { decodeAnswer } from './encode-action'
import type { Asked } from './form-request'
import { isLossAccepted, isValid } from './prepare'
import type { Cell, Row, Subject } from './rows'
import type { AccessWorld } from './world'

export type Answer = { readonly cell: Cell; readonly text: string }

/** Sends what was formed for the row, with all that the subject has. */
export async function ask(
  world: AccessWorld,
  row: Row,
  { asked, subject }: { readonly asked: Asked; readonly subject: Subject },
): Promise<Answer> {
  const response = await send(world, asked, subject)
  const text = await readText(response)
  if (row.entry.startsWith('PAGE')) return { cell: readPage(row, response, text), text }
  const cell = row.entry.startsWith('ACTION') ? readAction(response, text) : readStatus(response)
  const isWithout = /^2/.test(cell) && (await isWithoutEffect(world, row, { asked, subject }))
  return { cell: isWithout ? '403' : cell, text }
}

/** Some answers do not say whether what was asked for was done. */
async function isWithoutEffect(
  world: AccessWorld,
  { what }: Row,
  { asked, subject }: { readonly asked: Asked; readonly subject: Subject },
): Promise<boolean> {
  if (what === 'accept-loss') return !(await isLossAccepted(world, subject))
  return asked.victim !== undefined && (await isValid(world, asked.victim))
}

/** The API knows a token, everything else the session. */
export async function send(
  { means }: AccessWorld,
  { url, method, headers, body }: Asked,
  subject: Subject,
): Promise<Response> {
  const { session, token } = means[subject]
  const isApi = url.includes('/api/v1/')
  const init = { method, headers, redirect: 'manual', ...(body ? { body } : {}) } as const
  if (isApi && token !== undefined) {
    return fetch(url, { ...init, headers: { ...headers, authorization: `Bearer ${token}` } })
  }
  return session === undefined ? fetch(url, init) : session.visit(url, init)
}

/** Of a stream that does not end by itself, the beginning. */
async function readText(response: Response): Promise<string> {
  if (response.headers.get('content-type') !== 'text/event-stream') return response.text()
  const reader = response.body?.getReader()
  const { value } = (await reader?.read()) ?? {}
  await reader?.cancel()
  return new TextDecoder().decode(value)
}

export function readStatus({ status, headers }: Response): Cell {
  const isSent = /^(?:http:\/\/[^/]+)?\/sign-in(?:\?|$)/.test(headers.get('location') ?? '')
  return isSent ? 'in' : String(status)
}

/** A page that has begun to be sent says at its end that nothing is there; a tab is there, without its content. */
function readPage({ what }: Row, response: Response, text: string): Cell {
  if (response.status !== 200) return readStatus(response)
  if (text.includes('NEXT_HTTP_ERROR_FALLBACK;404')) return '404'
  const content = CONTENTS[what]
  return content === undefined || text.includes(content) ? '200' : '403'
}

const CONTENTS: Readonly<Record<string, string>> = {
  'own-tokens': 'Create token',
  'all-tokens': '<th scope="col">Owner',
  settings: 'auth.roles.admin',
  'own-views': 'name="shared"',
}

/** What the actions of this app return, as the status that the API would answer with. */
export function readAction({ status, headers }: Response, text: string): Cell {
  const target = headers.get('x-action-redirect') ?? headers.get('location') ?? ''
  if (/^(?:http:\/\/[^/]+)?\/sign-in/.test(target)) return 'in'
  if (/^(?:http:\/\/[^/]+)?\/commands\//.test(target)) return '201'
  const [, refused = ''] = /[?&]refused=([\w-]+)/.exec(target) ?? []
  if (isRefusal(refused)) return String(REFUSALS[refused].status)
  if (/^\/views(?:;|$)/.test(target)) return '200'
  if (target.startsWith('/?q=')) return '201'
  if (target !== '') return '303'
  if (status !== 200) return String(status)
  const value = decodeAnswer(text)
  if (value === null || value === undefined || value === '$undefined') return '200'
  const { kind, refusal, command } = value as {
    readonly kind?: string
    readonly refusal?: Refusal | null
    readonly command?: { readonly state: string }
  }
  if (refusal) return String(REFUSALS[refusal.code].status)
  if (kind === 'command') return command?.state === 'indexed' ? '201' : (command?.state ?? '')
  if (kind === 'created') return '201'
  if (kind !== undefined && Object.hasOwn(SYNC, kind)) return SYNC[kind] ?? kind
  const { code } = value as { readonly code?: Refusal['code'] }
  return code ? String(REFUSALS[code].status) : '200'
}

function isRefusal(code: string): code is Refusal['code'] {
  return Object.hasOwn(REFUSALS, code)
}

const SYNC: Readonly<Record<string, Cell>> = {
  queued: '202',
  'already-queued': '202',
  'unknown-repo': '404',
  'not-allowed': '403',
}
