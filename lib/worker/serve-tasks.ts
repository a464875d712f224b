import { type FromWorker, type ToWorker, type TurnWanted, toPlainError } from './protocol'

/**
 * Runs `use` while this worker reads what a repository contains. One task has the turn at a time, so that the parent
 * process knows which repository uses the processor and the memory. Turns do not nest.
 */
export type ReadingTurn = <Value>(turn: TurnWanted, use: () => Promise<Value>) => Promise<Value>

/** What a worker program does with a task. */
export type RunTask = (name: string, args: unknown, turn: ReadingTurn) => Promise<unknown>

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
  const turnOf =
    (id: number): ReadingTurn =>
    (turn, use) =>
      take(async () => {
        tell({ kind: 'turn-begins', id, turn })
        try {
          return await use()
        } finally {
          tell({ kind: 'turn-ends', id })
        }
      })
  const answer = async ({ id, name, args }: Extract<ToWorker, { readonly kind: 'task' }>) => {
    try {
      if (run === null) throw new Error('a task came before the start')
      const value = await (await run)(name, args, turnOf(id))
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
  process.on('disconnect', () => process.exit(0))
  // A terminal's Ctrl-C is for the parent process.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {})
}

/** Runs one after the other, in the order of asking. */
export function openMutex(): <Value>(use: () => Promise<Value>) => Promise<Value> {
  let last: Promise<unknown> = Promise.resolve()
  return (use) => {
    const mine = last.then(use)
    last = mine.catch(() => {})
    return mine
  }
}
