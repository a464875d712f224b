import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { DatabaseError, type DatabaseErrorCode } from './database-error'
import { chooseSocketDir, SOCKET_NAME } from './socket-dir'

/** The program, seen from the folder the server runs in: a bundler moves this module, not that file. */
const PROGRAM = 'lib/database/engine/main.mjs'

/** A check that is not answered for this many seconds: the engine hangs and is started again. */
const HANG_SECONDS = 10
const STOP_MS = 10_000
const FIRST_DELAY_MS = 50
const MAX_DELAY_MS = 5_000
/** A process that ran this long is replaced without a delay. */
const STABLE_MS = 60_000

export type EngineProcess = {
  /** Only this user can open it; connections go to its socket. It stays the same when the process is started again. */
  readonly socketDir: string
  readonly pid: () => number | null
  /** From now on, a process that does not answer for ten seconds is started again. A migration may take longer. */
  watch(): void
  /** Lets the statement that runs end, closes the database and gives up its lock. */
  stop(): Promise<void>
}

type Running = { readonly child: ChildProcess; readonly ended: Promise<string> }

/** Starts the process of the embedded database below `dataDir` and starts it again whenever it ends, until `stop`.
 *  It ends by itself when this process is gone, however that went. Throws DatabaseError where it cannot start. */
export async function startEngineProcess(dataDir: string): Promise<EngineProcess> {
  const socketDir = chooseSocketDir(dataDir)
  // Only the first one makes a directory: one that is gone later had tables, which a new one would not have.
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

/** Tries until it succeeds, less and less often; null when `signal` aborts. */
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

/** Counts seconds instead of looking at the clock: a machine that slept has not let the engine run either. */
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
