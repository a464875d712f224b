import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { asAdmin } from '../admin-token'
import { modelPath } from '../api-client'

/** What a client asked for, and everything that it was told. */
export type Attempt = {
  readonly id: string
  /** The states of the command, and the codes of what was refused, as they were answered. */
  readonly told: readonly string[]
}

/** Of a model of the repository `written`. */
export type Order = {
  readonly id?: string
  readonly model: string
  readonly version: string
  readonly stage: string
}

/** States that a command does not leave. */
const FINAL = ['indexed', 'refused', 'rejected', 'declined', 'expired']

/** Promotes as a program that does not give up: what got no answer is asked for again under the same id, until an
 *  answer says that nothing more will become of it. `url` is asked for the server before each request. */
export async function promote(
  url: () => string,
  { id = randomUUID(), ...order }: Order,
): Promise<Attempt> {
  const told: string[] = []
  let answer = await ask(url(), id, order)
  for (;;) {
    if (answer.kind === 'refused') return { id, told: [...told, answer.code] }
    if (answer.kind === 'state') told.push(answer.state)
    if (answer.kind === 'state' && FINAL.includes(answer.state)) return { id, told }
    await pause(100)
    // Where the journal has nothing of it, it was lost on the way.
    answer = answer.kind === 'unknown' ? await ask(url(), id, order) : await look(url(), id)
  }
}

type Answer =
  | { readonly kind: 'state'; readonly state: string }
  | { readonly kind: 'refused'; readonly code: string }
  /** Nothing is known of the command; or there was no answer, or one that does not say what became of it. */
  | { readonly kind: 'unknown' | 'lost' }

async function ask(url: string, id: string, { model, ...rest }: Order): Promise<Answer> {
  const answer = await read(`${url}/api/v1${modelPath('written', model)}/commands`, {
    method: 'POST',
    body: JSON.stringify({ command: 'assign', requestId: id, ...rest }),
  })
  // 500 is a fault of the server: the test fails on it.
  if (answer === null || answer.status > 500) return { kind: 'lost' }
  const { state, error } = answer.body
  return answer.status < 300 ? { kind: 'state', state } : { kind: 'refused', code: error.code }
}

async function look(url: string, id: string): Promise<Answer> {
  const answer = await read(`${url}/api/v1/commands/${id}`, {})
  if (answer?.status === 404) return { kind: 'unknown' }
  return answer?.status === 200 ? { kind: 'state', state: answer.body.state } : { kind: 'lost' }
}

/** An answer that takes longer is given up, as one whose connection broke. */
const MAX_WAIT_MS = 60_000

/** Null where there is no whole answer. */
async function read(url: string, init: RequestInit) {
  try {
    const headers = { ...asAdmin, 'content-type': 'application/json' }
    const response = await fetch(url, {
      ...init,
      headers,
      signal: AbortSignal.timeout(MAX_WAIT_MS),
    })
    return { status: response.status, body: await response.json() }
  } catch {
    return null
  }
}
