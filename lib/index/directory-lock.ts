import { randomUUID } from 'node:crypto'
import { link, readFile, rename, rm, stat, unlink, utimes, writeFile } from 'node:fs/promises'
import { IndexError } from './index-error'
import { identifyProcess, isAlive, type ProcessIdentity } from './process-identity'

export type DirectoryLock = { release(): Promise<void> }

type Holder = ProcessIdentity & { readonly token: string }

const HEARTBEAT_MS = 3_000
/** A holder that cannot be looked up (another container on the same volume) is gone when its file is this old. */
const SILENT_MS = 15_000

/** Takes the lock file `file` for this process, or throws IndexError `directory-locked`. A holder that was killed
 *  does not hold it: its process id and start time no longer name a running process. */
export async function lockDirectory(file: string): Promise<DirectoryLock> {
  const holder: Holder = { ...(await identifyProcess(process.pid)), token: randomUUID() }
  const candidate = `${file}.${holder.token}`
  await writeFile(candidate, JSON.stringify(holder), { mode: 0o600 })
  try {
    if (!(await linkNew(candidate, file))) await takeOver(candidate, file)
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

/** One process at a time looks whether the holder is gone and puts itself in its place. */
async function takeOver(candidate: string, file: string): Promise<void> {
  const turn = `${file}.turn`
  if ((await ageOf(turn)) > SILENT_MS) await rm(turn, { force: true })
  if (!(await linkNew(candidate, turn))) throw held(file, null)
  try {
    const holder = await readHolder(file)
    if (holder !== null && (await isHeld(holder, file))) throw held(file, holder)
    await rename(candidate, file)
  } finally {
    await rm(turn, { force: true })
  }
}

async function isHeld(holder: Holder, file: string): Promise<boolean> {
  const alive = await isAlive(holder)
  return alive === 'unknown' ? (await ageOf(file)) < SILENT_MS : alive === 'yes'
}

function held(file: string, holder: Holder | null): IndexError {
  const who = holder === null ? 'another process' : `process ${holder.pid}`
  return new IndexError(
    'directory-locked',
    `The embedded database is in use by ${who} (${file}). Stop that server, use another SIGNET_DATA_DIR, ` +
      'or set DATABASE_URL to a PostgreSQL server, which many processes can share.',
  )
}

/** The name appears with its content or not at all; false when it exists. */
async function linkNew(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to)
    return true
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false
    throw error
  }
}

/** Null for a file that is gone or is not ours to understand. */
async function readHolder(file: string): Promise<Holder | null> {
  try {
    const value: unknown = JSON.parse(await readFile(file, 'utf8'))
    return isHolder(value) ? value : null
  } catch (error) {
    if (error instanceof SyntaxError || hasCode(error, 'ENOENT')) return null
    throw error
  }
}

function isHolder(value: unknown): value is Holder {
  return (
    typeof value === 'object' &&
    value !== null &&
    'pid' in value &&
    typeof value.pid === 'number' &&
    'started' in value &&
    typeof value.started === 'string' &&
    'world' in value &&
    typeof value.world === 'string' &&
    'token' in value &&
    typeof value.token === 'string'
  )
}

/** Milliseconds since the file was written or touched; 0 without one. */
async function ageOf(file: string): Promise<number> {
  try {
    return Date.now() - (await stat(file)).mtimeMs
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return 0
    throw error
  }
}

function touch(file: string): void {
  const now = new Date()
  // A data directory removed under a running server is not this timer's business.
  utimes(file, now, now).catch(() => {})
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
