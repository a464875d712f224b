import type { PlainError } from './protocol'
import { TaskError } from './task-error'
import {
  startWorker,
  type WorkerEnd,
  type WorkerOptions,
  type WorkerProcess,
} from './worker-process'

export type Task = {
  readonly name: string
  /** Slug of the repository that it reads. */
  readonly repo: string
  readonly args: unknown
}

export type PoolOptions = WorkerOptions & {
  readonly workers: number
  /** Tasks that one worker has at the same time: most of them wait for a network. */
  readonly tasksPerWorker: number
  /** Workers that are kept when there is nothing to do. */
  readonly idleWorkers: number
  readonly reviveError: (error: PlainError) => Error
  /** A worker has ended. Its tasks begin again, and a pool that stops has stopped, when this resolves. */
  readonly onEnd: (pid: number) => Promise<void>
}

export type WorkerPool = {
  /**
   * Runs a task in one of the worker processes. A task must be safe to run again: when its worker dies through the
   * fault of another task it begins once more. Throws TaskError, and what the task throws.
   */
  run<Value>(task: Task): Promise<Value>
  /** How many tasks the pool can take now without making one wait. */
  free(): number
  stop(): Promise<void>
}

type Running = {
  readonly id: number
  readonly task: Task
  readonly resolve: (value: never) => void
  readonly reject: (error: Error) => void
  /** Counts the processes that ended while they ran the task, and while the task held the read lock. */
  deaths: number
  deathsWithLock: number
}

type Worker = {
  readonly process: WorkerProcess
  readonly tasks: Map<number, Running>
  idleTimer: NodeJS.Timeout | null
}

const IDLE_MS = 30_000
const MAX_DEATHS = 5
/** A signal from outside may hit any task that holds the lock. A second one is no accident. */
const MAX_DEATHS_WITH_LOCK = 2

/** Worker processes, started when they are needed and replaced when they end. */
export function openWorkerPool(options: PoolOptions): WorkerPool {
  const workers = new Set<Worker>()
  const waiting: Running[] = []
  let lastId = 0
  let stopping = false
  /** Processes that run, or whose end is not handled yet. */
  let alive = 0
  let onEmpty: (() => void) | null = null

  const start = (): Worker => {
    const tasks = new Map<number, Running>()
    const settle = (id: number, finish: (running: Running) => void) => {
      const running = tasks.get(id)
      tasks.delete(id)
      if (running !== undefined) finish(running)
      rest(worker)
      pump()
    }
    const process = startWorker(options, {
      onDone: (id, value) => settle(id, (running) => running.resolve(value as never)),
      onFailed: (id, error) => settle(id, (running) => running.reject(options.reviveError(error))),
      onLock: () => pump(),
      onEnd: (end) => void finish(worker, end),
    })
    const worker: Worker = { process, tasks, idleTimer: null }
    workers.add(worker)
    alive += 1
    return worker
  }

  /** Ends a worker without tasks after a while, to free its memory. */
  const rest = (worker: Worker) => {
    if (worker.idleTimer !== null) clearTimeout(worker.idleTimer)
    worker.idleTimer = null
    if (worker.tasks.size > 0 || stopping) return
    worker.idleTimer = setTimeout(() => {
      const isIdle = worker.tasks.size === 0
      if (isIdle && workers.size > options.idleWorkers) dismiss(worker)
    }, IDLE_MS).unref()
  }

  const dismiss = (worker: Worker) => {
    workers.delete(worker)
    worker.process.stop()
  }

  const finish = async (worker: Worker, end: WorkerEnd) => {
    workers.delete(worker)
    if (worker.idleTimer !== null) clearTimeout(worker.idleTimer)
    await options.onEnd(end.pid).catch(() => {})
    for (const running of worker.tasks.values()) {
      const error = stopping ? stopped() : judge(running, end)
      if (error === null) waiting.unshift(running)
      else running.reject(error)
    }
    worker.tasks.clear()
    alive -= 1
    if (alive === 0) onEmpty?.()
    pump()
  }

  /** Hands out the waiting tasks in their order. A repository that finds no room delays only its own tasks. */
  const pump = () => {
    if (stopping) return
    const delayed = new Set<string>()
    for (const next of waiting.splice(0)) {
      const { repo } = next.task
      const worker = delayed.has(repo) ? null : choose(workers, next.task, options)
      if (worker !== null) {
        assign(worker === 'new' ? start() : worker, next)
        continue
      }
      delayed.add(repo)
      waiting.push(next)
    }
  }

  const assign = (worker: Worker, next: Running) => {
    worker.tasks.set(next.id, next)
    rest(worker)
    worker.process.send({ id: next.id, name: next.task.name, args: next.task.args })
  }

  for (let count = 0; count < options.idleWorkers; count += 1) start()
  return {
    run: (task) =>
      new Promise((resolve, reject) => {
        if (stopping) return reject(stopped())
        lastId += 1
        waiting.push({ id: lastId, task, resolve, reject, deaths: 0, deathsWithLock: 0 })
        pump()
      }),
    free: () => {
      const taken = [...workers].reduce((sum, { tasks }) => sum + tasks.size, waiting.length)
      return options.workers * options.tasksPerWorker - taken
    },
    stop: async () => {
      stopping = true
      for (const running of waiting.splice(0)) running.reject(stopped())
      if (alive === 0) return
      const empty = new Promise<void>((resolve) => {
        onEmpty = resolve
      })
      for (const worker of workers) worker.process.stop()
      await empty
    },
  }
}

/**
 * Chooses the worker for a task. All tasks of one repository go to one worker, so that a repository that is slow to
 * read delays no other worker. Otherwise the worker with the fewest tasks is chosen; a worker whose read lock is held
 * comes last.
 */
function choose(
  workers: ReadonlySet<Worker>,
  task: Task,
  { workers: maxWorkers, tasksPerWorker }: PoolOptions,
): Worker | 'new' | null {
  const hasRoom = ({ tasks }: Worker) => tasks.size < tasksPerWorker
  const same = [...workers].find(({ tasks }) =>
    [...tasks.values()].some((one) => one.task.repo === task.repo),
  )
  if (same !== undefined) return hasRoom(same) ? same : null
  const load = ({ process, tasks }: Worker) =>
    tasks.size + (process.lockHolder() === null ? 0 : tasksPerWorker)
  const [best] = [...workers].filter(hasRoom).sort((a, b) => load(a) - load(b))
  if (best !== undefined && best.tasks.size === 0) return best
  if (workers.size < maxWorkers) return 'new'
  return best ?? null
}

/** The error of a task whose worker has ended; null when the task runs again. */
function judge(running: Running, { excess, lock }: WorkerEnd): TaskError | null {
  running.deaths += 1
  if (excess?.taskId === running.id) {
    const message = `Reading the repository took ${excess.why}.`
    return new TaskError('limit', message, excess.refs)
  }
  if (excess === null && lock?.taskId === running.id) running.deathsWithLock += 1
  if (running.deathsWithLock >= MAX_DEATHS_WITH_LOCK) {
    const message = 'Reading the repository ended the process that read it, twice.'
    return new TaskError('limit', message, lock?.refs ?? null)
  }
  if (running.deaths < MAX_DEATHS) return null
  return new TaskError('crashed', 'The process that reads repositories crashes repeatedly.')
}

function stopped(): TaskError {
  return new TaskError('stopped', 'The server is stopping.')
}
