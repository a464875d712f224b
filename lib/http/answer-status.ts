import { AsyncLocalStorage } from 'node:async_hooks'
import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { openSlot } from '@/lib/runtime'

type Begun = { readonly request: IncomingMessage; readonly response: ServerResponse }

const requests = openSlot<AsyncLocalStorage<Begun>>('requests')

/** From now on, the code that handles a request can set the status of its answer. */
export function rememberAnswers(): void {
  const storage = new AsyncLocalStorage<Begun>()
  requests.set(storage)
  subscribe('http.server.request.start', (message) => storage.enterWith(message as Begun))
}

/**
 * Answers the current request with 404. Next's own `notFound()` draws its page in the browser only, so that nothing is
 * seen without scripts. A page that a script of Next asks for stays 200: for another status it would be loaded again.
 */
export function answerNotFound(): void {
  setStatus(404)
}

/** Answers the current request with 503, and says after how many seconds to ask again; otherwise as `answerNotFound`. */
export function answerBusy(seconds: number): void {
  setStatus(503)?.setHeader('retry-after', String(seconds))
}

function setStatus(status: number): ServerResponse | null {
  const begun = requests.get()?.getStore()
  if (begun === undefined || begun.request.headers.rsc !== undefined) return null
  begun.response.statusCode = status
  return begun.response
}
