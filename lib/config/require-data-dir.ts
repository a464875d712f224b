import { randomUUID } from 'node:crypto'
import { mkdir, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'

/** The data directory cannot be used. The message names the directory and is safe to print. */
export class DataDirError extends Error {
  override readonly name = 'DataDirError'
}

/** What the probe writes: more than a file system keeps in the entry of the file itself. */
const PROBE_BYTES = 64 * 1024

/** Makes the data directory and writes into it, to find out whether it can be used. Throws DataDirError. */
export async function requireDataDir(dir: string): Promise<void> {
  const probe = path.join(dir, `.probe-${randomUUID()}`)
  try {
    await mkdir(dir, { recursive: true, mode: 0o700 })
    await writeFile(probe, Buffer.alloc(PROBE_BYTES, 1), { mode: 0o600, flush: true })
  } catch (error) {
    throw await describe(dir, error)
  } finally {
    await rm(probe, { force: true }).catch(() => {})
  }
}

async function describe(dir: string, error: unknown): Promise<unknown> {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const found = await describeCode(dir, code)
  if (found === null) return error
  const advice = 'Set SIGNET_DATA_DIR to a directory that the user that runs Signet can write.'
  const full = 'Free space there, or set SIGNET_DATA_DIR to a directory on another disk.'
  const isFull = code === 'ENOSPC' || code === 'EDQUOT'
  return new DataDirError(`The data directory ${dir} ${found}. ${isFull ? full : advice}`)
}

async function describeCode(dir: string, code: string): Promise<string | null> {
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return 'is on a disk that is full'
    case 'EROFS':
      return 'is on a file system that is read-only'
    case 'EACCES':
    case 'EPERM':
      return 'cannot be written: the user that runs Signet may not'
    case 'EEXIST':
      return 'is a file'
    case 'ENOTDIR':
      return 'lies below a file'
    case 'ENOENT':
      // Node says so where a folder with its parents cannot be made on a read-only file system.
      return (await isMissing(dir)) ? 'cannot be made: the file system may be read-only' : null
    default:
      return null
  }
}

async function isMissing(dir: string): Promise<boolean> {
  return (await stat(dir).catch(() => null)) === null
}
