import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { FromWorker, LockRequest, PlainError, ToWorker } from './protocol'

/** Which limit a task exceeded, as a sentence. */
type Excess = { readonly taskId: number; readonly refs: string | null; readonly why: string }

export type WorkerEnd = {
  readonly pid: number
  /** The task that ended the process; null when no task is to blame. */
  readonly excess: Excess | null
  /** The task that held the read lock when the process ended. */
  readonly lock: { readonly taskId: number; readonly refs: string | null } | null
}

export type WorkerEvents = {
  onDone(id: number, value: unknown): void
  onFailed(id: number, error: PlainError): void
  /** A task has acquired or released the read lock. */
  onLock(): void
  /** The last event. */
  onEnd(end: WorkerEnd): void
}

type SentTask = Omit<Extract<ToWorker, { readonly kind: 'task' }>, 'kind'>

export type WorkerProcess = {
  send(task: SentTask): void
  /** The task that reads now, or null. */
  lockHolder(): number | null
  /** Stops the process. `onEnd` reports when it has ended. */
  stop(): void
}

export type WorkerOptions = {
  /** Path of the bundled program, relative to the working directory. */
  readonly program: string
  /** Handed to the program before its first task. */
  readonly setup: unknown
  readonly heapMegabytes: number
  /** Of the whole process; buffers are outside the heap. */
  readonly memoryMegabytes: number
  /** Laid over the environment of this process. */
  readonly env: Readonly<Record<string, string>>
}

const WATCH_MS = 250
const MS_PER_TICK = 10 // Linux counts in hundredths of a second for every program

type Lock = LockRequest & {
  readonly taskId: number
  readonly startedAt: number
  readonly cpuTime: number | null
}

/**
 * Starts a process that runs tasks, and ends it when the task that holds the read lock exceeds a limit: processor time,
 * time, or memory. The process ends by itself when this process is gone.
 */
export function startWorker(options: WorkerOptions, events: WorkerEvents): WorkerProcess {
  const child = spawnWorker(options)
  let lock: Lock | null = null
  let excess: Excess | null = null
  let ended = false
  const exceed = (why: string) => {
    if (lock === null || excess !== null) return
    excess = { taskId: lock.taskId, refs: lock.refs, why }
    child.kill('SIGKILL')
  }
  const watch = setInterval(() => {
    const found = lock === null ? null : findExcess(child.pid, lock, options)
    if (found !== null) exceed(found)
  }, WATCH_MS)
  watch.unref()
  const end = (signal: string | null, code: number | null) => {
    if (ended) return
    ended = true
    clearInterval(watch)
    // Node ends itself by SIGABRT, or with its exit code, when the heap is full.
    const isHeap = signal === 'SIGABRT' || code === 134
    if (isHeap && lock !== null && excess === null) {
      const why = `more than ${options.heapMegabytes} MB of memory`
      excess = { taskId: lock.taskId, refs: lock.refs, why }
    }
    const last = lock && { taskId: lock.taskId, refs: lock.refs }
    events.onEnd({ pid: child.pid ?? 0, excess, lock: last })
  }
  child.on('error', () => end(null, null))
  child.on('exit', (code, signal) => end(signal, code))
  child.on('message', (message: FromWorker) => {
    switch (message.kind) {
      case 'ready':
        return
      case 'lock-acquired':
        lock = {
          ...message.lock,
          taskId: message.id,
          startedAt: performance.now(),
          cpuTime: readCpuTime(child.pid),
        }
        return events.onLock()
      case 'lock-released':
        lock = null
        return events.onLock()
      case 'done':
        return events.onDone(message.id, message.value)
      case 'failed':
        return events.onFailed(message.id, message.error)
    }
  })
  const send = (message: ToWorker) => {
    // The process may have ended; the `exit` event reports it.
    if (child.connected) child.send(message, () => {})
  }
  send({ kind: 'start', setup: options.setup })
  return {
    send: (task) => send({ kind: 'task', ...task }),
    lockHolder: () => lock?.taskId ?? null,
    stop: () => {
      if (child.connected) child.disconnect()
      // The process may be busy, or wait for git.
      const timer = setTimeout(() => child.kill('SIGKILL'), 2000)
      child.once('exit', () => clearTimeout(timer))
    },
  }
}

function spawnWorker({ program, heapMegabytes, env }: WorkerOptions): ChildProcess {
  const file = path.resolve(/* turbopackIgnore: true */ process.cwd(), program)
  const child = spawn(process.execPath, [`--max-old-space-size=${heapMegabytes}`, file], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    serialization: 'advanced',
    // Ctrl-C in a terminal is for the server, which ends its workers itself.
    detached: true,
  })
  child.unref()
  return child
}

function findExcess(pid: number | undefined, lock: Lock, options: WorkerOptions): string | null {
  const { cpuSeconds, wallSeconds } = lock.limits
  if (performance.now() - lock.startedAt > wallSeconds * 1000) {
    return `more than ${wallSeconds} seconds`
  }
  const cpuTime = readCpuTime(pid)
  const used = cpuTime === null || lock.cpuTime === null ? 0 : cpuTime - lock.cpuTime
  if (used > cpuSeconds * 1000) return `more than ${cpuSeconds} seconds of processor time`
  const memory = readMemory(pid)
  if (memory === null || memory <= options.memoryMegabytes) return null
  return `more than ${options.memoryMegabytes} MB of memory`
}

/** The processor time of the process in milliseconds; null when the system does not report it. */
function readCpuTime(pid: number | undefined): number | null {
  const stat = readProc(pid, 'stat')
  if (stat === null) return null
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * MS_PER_TICK
}

/** Megabytes that the process holds in memory. */
function readMemory(pid: number | undefined): number | null {
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readProc(pid, 'status') ?? '')?.[1]
  return kilobytes === undefined ? null : Number(kilobytes) / 1024
}

function readProc(pid: number | undefined, file: string): string | null {
  if (process.platform !== 'linux' || pid === undefined) return null
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'latin1')
  } catch {
    return null // it has just ended
  }
}
