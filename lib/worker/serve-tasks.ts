import { Worker } from 'node:worker_threads'
import { type FromWorker, type LockRequest, type ToWorker, toPlainError } from './protocol'

/**
 * Runs `use` under the read lock of this worker, under which the contents of a repository are read. One task holds it
 * at a time, so that the parent process knows which repository uses the processor and the memory. The lock is not
 * reentrant.
 */
export type WithReadLock = <Value>(lock: LockRequest, use: () => Promise<Value>) => Promise<Value>

/** What a worker program does with a task. */
export type RunTask = (name: string, args: unknown, withReadLock: WithReadLock) => Promise<unknown>

/**
 * The main loop of a worker process: takes tasks from the parent process and answers them. `open` gets what the parent
 * handed over at the start. The process ends when its parent is gone.
 */
export function serveTasks(open: (setup: unknown) => Promise<RunTask>): void {
  let run: Promise<RunTask> | null = null
  const take = openMutex()
  const tell = (message: FromWorker) => {
    if (process.connected) process.send?.(message, undefined, undefined, () => {})
  }
  const lockFor =
    (id: number): WithReadLock =>
    (lock, use) =>
      take(async () => {
        tell({ kind: 'lock-acquired', id, lock })
        try {
          return await use()
        } finally {
          tell({ kind: 'lock-released', id })
        }
      })
  const answer = async ({ id, name, args }: Extract<ToWorker, { readonly kind: 'task' }>) => {
    try {
      if (run === null) throw new Error('a task came before the start')
      const value = await (await run)(name, args, lockFor(id))
      tell({ kind: 'done', id, value })
    } catch (error) {
      tell({ kind: 'failed', id, error: toPlainError(error) })
    }
  }
  process.on('message', (message: ToWorker) => {
    if (message.kind === 'task') return void answer(message)
    run = open(message.setup)
    run.then(
      () => tell({ kind: 'ready' }),
      (error) => {
        console.error('A worker process cannot start:', error)
        process.exit(1)
      },
    )
  })
  endWithParent()
  process.on('disconnect', () => process.exit(0))
  // A terminal's Ctrl-C is for the parent process.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {})
}

/** Looks for the parent from a thread of its own. */
const WATCH = `
  const { workerData } = require('node:worker_threads')
  setInterval(() => {
    if (process.ppid !== workerData.parent) process.kill(process.pid, 'SIGKILL')
  }, workerData.everyMs)
`
const WATCH_MS = 1_000

/** Ends the process when its parent is gone while a task blocks the event loop: `disconnect` is not heard then, and the
 *  limits of the task were the parent's to enforce. */
function endWithParent(): void {
  const workerData = { parent: process.ppid, everyMs: WATCH_MS }
  const resourceLimits = { maxOldGenerationSizeMb: 8, maxYoungGenerationSizeMb: 2 }
  new Worker(WATCH, { eval: true, workerData, resourceLimits, execArgv: [], env: {} }).unref()
}

/** Runs one after the other, in the order of asking. */
export function openMutex(): <Value>(use: () => Promise<Value>) => Promise<Value> {
  let last: Promise<unknown> = Promise.resolve()
  return (use) => {
    const result = last.then(use)
    last = result.catch(() => {})
    return result
  }
}
