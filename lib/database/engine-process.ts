import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { DatabaseError, type DatabaseErrorCode } from './database-error'
import { chooseSocketDir, SOCKET_NAME } from './socket-dir'

/**
 * The path of the program, relative to the working directory of the server. A bundler moves this module and not that
 * file.
 */
const PROGRAM = 'lib/database/engine/main.mjs'

/** An engine that does not answer a check for this many seconds hangs and is restarted. */
const HANG_SECONDS = 10
const STOP_MS = 10_000
const FIRST_DELAY_MS = 50
const MAX_DELAY_MS = 5_000
/** A process that ran this long is replaced without a delay. */
const STABLE_MS = 60_000

export type EngineProcess = {
  /** The directory of the socket, which only this user can open. It stays the same when the process is restarted. */
  readonly socketDir: string
  readonly pid: () => number | null
  /**
   * Starts to restart a process that does not answer for ten seconds. Call it after the migrations, which may take
   * longer.
   */
  watch(): void
  /** Waits for the running statement, closes the database and releases its lock. */
  stop(): Promise<void>
}

type Running = { readonly child: ChildProcess; readonly ended: Promise<string> }

/**
 * Starts the process of the embedded database below `dataDir` and restarts it when it ends, until `stop`. The process
 * ends by itself when this process has ended in any way. Throws DatabaseError when it cannot start.
 */
export async function startEngineProcess(dataDir: string): Promise<EngineProcess> {
  const socketDir = chooseSocketDir(dataDir)
  // Only the first process creates the directory. A directory that disappears later had tables, which a new one would
  // lack.
  let running: Running | null = await startOnce(dataDir, socketDir, ['--create'])
  let watching = false
  const start = () => startOnce(dataDir, socketDir, [])
  const stopping = new AbortController()
  const keepRunning = async (first: Running) => {
    let current: Running | null = first
    while (current !== null) {
      if (watching) watch(current)
      const since = performance.now()
      const reason = await current.ended
      running = null
      if (stopping.signal.aborted) return
      console.warn(`The process of the embedded database ended (${reason}). It is started again.`)
      const delay = performance.now() - since < STABLE_MS ? FIRST_DELAY_MS : 0
      current = running = await restart(start, delay, stopping.signal)
      if (current !== null && stopping.signal.aborted) await stopOnce(current)
    }
  }
  const kept = keepRunning(running)
  return {
    socketDir,
    pid: () => running?.child.pid ?? null,
    watch() {
      watching = true
      if (running !== null) watch(running)
    },
    async stop() {
      stopping.abort()
      if (running !== null) await stopOnce(running)
      await kept
    },
  }
}

/** Retries with increasing delays until the process starts. Returns null when `signal` aborts. */
async function restart(
  start: () => Promise<Running>,
  firstDelay: number,
  signal: AbortSignal,
): Promise<Running | null> {
  let delay = firstDelay
  let lastReason = ''
  while (!signal.aborted) {
    await pause(delay, null, { ref: false, signal }).catch(() => {})
    if (signal.aborted) return null
    try {
      return await start()
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      if (reason !== lastReason) console.warn(`The embedded database does not start: ${reason}`)
      lastReason = reason
    }
    delay = Math.min(Math.max(2 * delay, FIRST_DELAY_MS), MAX_DELAY_MS)
  }
  return null
}

async function stopOnce({ child, ended }: Running): Promise<void> {
  child.ref()
  if (child.connected) child.send('close', () => {})
  const kill = setTimeout(() => child.kill('SIGKILL'), STOP_MS)
  await ended
  clearTimeout(kill)
}

async function startOnce(
  dataDir: string,
  socketDir: string,
  options: readonly string[],
): Promise<Running> {
  const program = path.resolve(/* turbopackIgnore: true */ process.cwd(), PROGRAM)
  const files = ['database', 'database.lock'].map((name) => path.join(dataDir, name))
  const args = [program, ...files, path.join(socketDir, SOCKET_NAME), ...options]
  const child = spawn(process.execPath, args, {
    env: {} as NodeJS.ProcessEnv,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    // Its own process group: Ctrl-C in a terminal reaches the server alone.
    detached: true,
  })
  const ended = new Promise<string>((resolve) => {
    child.on('error', (error) => resolve(error.message))
    child.on('exit', (code, signal) => resolve(signal ?? `exit code ${code}`))
  })
  const answer = await Promise.race([once(child, 'message'), ended])
  if (typeof answer === 'string') {
    const what = 'The process of the embedded database ended before it was open'
    throw new DatabaseError('database-broken', `${what} (${answer}). The lines above may say why.`)
  }
  const [message] = answer
  if (message.kind === 'created') {
    await ended
    return startOnce(dataDir, socketDir, [])
  }
  if (message.kind === 'failed') {
    await ended
    throw new DatabaseError(
      (message.code ?? 'database-broken') as DatabaseErrorCode,
      message.message,
    )
  }
  child.unref()
  child.channel?.unref()
  return { child, ended }
}

/** Counts ticks instead of reading the clock: while a machine sleeps, the engine does not run either. */
function watch({ child, ended }: Running): void {
  let unanswered = 0
  child.on('message', () => {
    unanswered = 0
  })
  const timer = setInterval(() => {
    if (unanswered === 0 && child.connected) child.send('check', () => {})
    unanswered += 1
    if (unanswered > HANG_SECONDS) child.kill('SIGKILL')
  }, 1000)
  timer.unref()
  ended.then(() => clearInterval(timer))
}
