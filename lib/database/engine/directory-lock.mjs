import { randomUUID } from 'node:crypto'
import { link, readFile, rename, rm, stat, unlink, utimes, writeFile } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { identifyProcess, isAlive } from './process-identity.mjs'

/**
 * `server`: the process that started the holder, and that a person can stop.
 * @typedef {import('./process-identity.mjs').ProcessIdentity} ProcessIdentity
 * @typedef {ProcessIdentity & { readonly token: string, readonly server: ProcessIdentity }} Holder
 * @typedef {{ release(): Promise<void> }} DirectoryLock
 */

const HEARTBEAT_MS = 3_000
/**
 * A holder that cannot be looked up (in another container on the same volume) counts as ended when its file is this
 * old.
 */
const STALE_MS = 15_000
/** A holder whose server was killed ends by itself after its statement. The caller waits for it this long. */
const ORPHAN_MS = 15_000
const POLL_MS = 50

/**
 * Acquires the lock file `file` for this process, or throws an error with the code `directory-locked`. A holder that was
 * killed does not hold it: its process id and start time no longer name a running process.
 * @param {string} file
 * @param {number} serverPid
 * @returns {Promise<DirectoryLock>}
 */
export async function lockDirectory(file, serverPid = process.pid) {
  const [own, server] = await Promise.all([process.pid, serverPid].map(identifyProcess))
  const holder = { ...own, token: randomUUID(), server }
  const candidate = `${file}.${holder.token}`
  await writeFile(candidate, JSON.stringify(holder), { mode: 0o600 })
  try {
    await take(candidate, file)
  } finally {
    await rm(candidate, { force: true })
  }
  const heartbeat = setInterval(() => touch(file), HEARTBEAT_MS)
  heartbeat.unref()
  return {
    async release() {
      clearInterval(heartbeat)
      if ((await readHolder(file))?.token === holder.token) await unlink(file)
    },
  }
}

/** @param {string} candidate @param {string} file */
async function take(candidate, file) {
  const until = performance.now() + ORPHAN_MS
  while (!(await linkIfAbsent(candidate, file))) {
    const orphan = await takeOver(candidate, file)
    if (orphan === null) return
    if (performance.now() > until) throw held(file, orphan)
    await pause(POLL_MS)
  }
}

/**
 * One process at a time checks whether the holder has ended, and replaces it. Returns a holder that is
 * about to end, since its server is gone.
 * @param {string} candidate
 * @param {string} file
 * @returns {Promise<Holder | null>}
 */
async function takeOver(candidate, file) {
  const turn = `${file}.turn`
  if ((await ageOf(turn)) > STALE_MS) await rm(turn, { force: true })
  if (!(await linkIfAbsent(candidate, turn))) throw held(file, null)
  try {
    const holder = await readHolder(file)
    if (holder !== null && (await isHeld(holder, file))) {
      if ((await isAlive(holder.server)) === 'no') return holder
      throw held(file, holder)
    }
    await rename(candidate, file)
    return null
  } finally {
    await rm(turn, { force: true })
  }
}

/** @param {Holder} holder @param {string} file */
async function isHeld(holder, file) {
  const alive = await isAlive(holder)
  return alive === 'unknown' ? (await ageOf(file)) < STALE_MS : alive === 'yes'
}

/** @param {string} file @param {Holder | null} holder */
function held(file, holder) {
  const who = holder === null ? 'another process' : `process ${holder.server.pid}`
  const message =
    `The embedded database is in use by ${who} (${file}). Stop that server, use another SIGNET_DATA_DIR, ` +
    'or set DATABASE_URL to a PostgreSQL server, which many processes can share.'
  return Object.assign(new Error(message), { code: 'directory-locked' })
}

/** The name appears with its content or not at all; false when it exists. @param {string} from @param {string} to */
async function linkIfAbsent(from, to) {
  try {
    await link(from, to)
    return true
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false
    throw error
  }
}

/** Null for a missing file and for one in an unknown format. @param {string} file @returns {Promise<Holder | null>} */
async function readHolder(file) {
  try {
    const value = JSON.parse(await readFile(file, 'utf8'))
    if (!isIdentity(value) || !('token' in value) || typeof value.token !== 'string') return null
    // A lock of the previous version names no server, because its holder was the server.
    return 'server' in value && isIdentity(value.server) ? value : { ...value, server: value }
  } catch (error) {
    if (error instanceof SyntaxError || hasCode(error, 'ENOENT')) return null
    throw error
  }
}

function isIdentity(value) {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof value.pid === 'number' &&
    typeof value.started === 'string' &&
    typeof value.world === 'string'
  )
}

/** Milliseconds between now and when the file was written or touched, before or, by a clock that was set back since, after;
 *  0 without one. @param {string} file */
async function ageOf(file) {
  try {
    return Math.abs(Date.now() - (await stat(file)).mtimeMs)
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return 0
    throw error
  }
}

/** @param {string} file */
function touch(file) {
  const now = new Date()
  // A data directory removed under a running server is not this timer's business.
  utimes(file, now, now).catch(() => {})
}

/** @param {unknown} error @param {string} code */
function hasCode(error, code) {
  return error instanceof Error && 'code' in error && error.code === code
}
