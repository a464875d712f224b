/** What a task may use while it holds the read lock: processor time of the worker process, and elapsed time. */
type LockLimits = { readonly cpuSeconds: number; readonly wallSeconds: number }

/** A request for the read lock. `refs` names the state of the repository that is read, where it is known. */
export type LockRequest = { readonly refs: string | null; readonly limits: LockLimits }

/** The messages between a server and its worker processes over the IPC channel (structured clones). */

/** From the server. `start` comes first and once. */
export type ToWorker =
  | { readonly kind: 'start'; readonly setup: unknown }
  | { readonly kind: 'task'; readonly id: number; readonly name: string; readonly args: unknown }

/** From a worker. A task holds the read lock while the worker parses what a repository contains. */
export type FromWorker =
  | { readonly kind: 'ready' }
  | { readonly kind: 'lock-acquired'; readonly id: number; readonly lock: LockRequest }
  | { readonly kind: 'lock-released'; readonly id: number }
  | { readonly kind: 'done'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'failed'; readonly id: number; readonly error: PlainError }

/** An error as it crosses the channel: a structured clone loses its class and its fields. */
export type PlainError = {
  readonly name: string
  readonly message: string
  readonly code: string | null
  readonly oid: string | null
}

/** The fields of an error that mean something on the other side. */
export function toPlainError(error: unknown): PlainError {
  if (!(error instanceof Error)) {
    return { name: 'Error', message: String(error), code: null, oid: null }
  }
  const text = (key: string) => {
    const value: unknown = Reflect.get(error, key)
    return typeof value === 'string' ? value : null
  }
  return { name: error.name, message: error.message, code: text('code'), oid: text('oid') }
}
