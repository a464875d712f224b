/**
 * The process of the embedded database: `node main.mjs DIRECTORY LOCK_FILE SOCKET [--create]`. It alone has the
 * directory open, which it makes with `--create` when there is none. It serves the PostgreSQL protocol on the socket
 * and talks with the server that started it over the IPC channel:
 *
 * In:  `check` (answered when the engine answers), `close`.
 * Out: `{ kind: 'open' }`, `{ kind: 'checked' }`; before it ends `{ kind: 'created' }` where there was no database, or
 * `{ kind: 'failed', code, message }`.
 *
 * It ends with the channel, after the statement that runs: the server is gone.
 */
import { chmod, lstat, mkdir, rm, stat } from 'node:fs/promises'
import { createServer } from 'node:net'
import path from 'node:path'
import { lockDirectory } from './directory-lock.mjs'
import { broken, createDirectory, openEngine } from './open-engine.mjs'
import { Session } from './session.mjs'

/** Ended because the engine was broken: the server starts another process. */
const EXIT_BROKEN = 70

const [directory = '', lockFile = '', socketPath = '', create = ''] = process.argv.slice(2)

// Files and sockets that this process creates are readable by this user only.
process.umask(0o077)
// The server decides when this process ends; a service manager signals all processes at the same time.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {})
// The reader of the log may be gone.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})

/** @type {(() => Promise<void>)[]} what a clean end undoes, last first */
const cleanups = []
/** @type {Promise<void> | null} */
let ending = null
/** @type {Session | null} */
let session = null

function end() {
  ending ??= (async () => {
    await opening
    for (const step of cleanups.reverse()) await step()
    process.exit(0)
  })()
  return ending
}

/** @param {unknown} message */
function sendToServer(message) {
  return new Promise((resolve) => {
    if (process.connected) process.send?.(message, resolve)
    else resolve(null)
  })
}

async function open() {
  const lock = await lockDirectory(lockFile, process.ppid)
  cleanups.push(() => lock.release())
  if (!(await exists(path.join(directory, 'PG_VERSION')))) {
    if (create !== '--create') throw broken(directory, 'it is gone')
    await createDirectory(directory)
    // Creating takes memory that this process would keep: the server starts another one.
    return { kind: 'created' }
  }
  const engine = await openEngine(directory)
  cleanups.push(() => engine.close())
  session = new Session(engine, exitBroken)
  await listen(session)
  return { kind: 'open' }
}

/** @param {Session} session */
async function listen(session) {
  await makeSocketDir()
  const sockets = new Set()
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    session.add(socket)
  })
  await new Promise((resolve, reject) => {
    server.on('error', reject)
    server.listen(socketPath, () => resolve(null))
  })
  cleanups.push(async () => {
    session.close()
    server.close()
    for (const socket of sockets) socket.destroy()
    await rm(path.dirname(socketPath), { recursive: true, force: true })
  })
}

/** What a killed process left there is removed; a directory of another user is not accepted. */
async function makeSocketDir() {
  const dir = path.dirname(socketPath)
  await mkdir(dir, { recursive: true, mode: 0o700 })
  const found = await lstat(dir)
  if (!found.isDirectory() || found.uid !== process.getuid?.()) {
    throw new Error(`${dir} is not a directory of this user: the socket of the database needs one.`)
  }
  await chmod(dir, 0o700)
  await rm(socketPath, { force: true })
}

/** Ends without closing the database. PostgreSQL recovers from its log at the next start, as after a crash. */
function exitBroken(code) {
  console.error(`The embedded database met an error after which it starts again (${code}).`)
  process.exit(EXIT_BROKEN)
}

/** @param {string} file */
async function exists(file) {
  try {
    await stat(file)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false
    throw error
  }
}

process.on('message', (message) => {
  if (message === 'close') void end()
  if (message !== 'check') return
  session?.check()
  void sendToServer({ kind: 'checked' })
})
process.on('disconnect', () => void end())

/** What an error of the file system means; the others say it themselves. */
function explain(error) {
  if (!('syscall' in error)) return error
  const reason = { ENOSPC: 'its disk is full', EROFS: 'its file system is read-only' }[error.code]
  if (reason === undefined) return broken(directory, error.message)
  const message = `The embedded database in ${directory} cannot be opened: ${reason}.`
  return { code: 'database-broken', message }
}

const opening = open().catch((error) => {
  const { code = null, message } = explain(error)
  return { kind: 'failed', code, message }
})
const outcome = await opening
await sendToServer(outcome)
if (outcome.kind !== 'open') await end()
