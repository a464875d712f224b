import { lstat, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { KeyError } from './key-error'

/** The number of the process that uses the directory follows. */
const PREFIX = 'signet-work-'
/** How long a process may use one. An older one is left over, and its process number may be in use again. */
const STALE_MS = 60 * 60 * 1000

/**
 * The directory of keys below the data directory, 0700; throws KeyError `files-refused`. Removes what a killed server
 * left there and in the system's directory for temporary files, where work directories may hold a secret key too.
 */
export async function openKeyDir(dataDir: string): Promise<string> {
  const dir = path.join(dataDir, 'keys')
  try {
    await mkdir(dir, { recursive: true, mode: 0o700 })
    await sweep(dir)
  } catch {
    throw new KeyError('files-refused', 'The directory for keys cannot be written.')
  }
  // Signet also works where it may not list or change this directory.
  await sweep(tmpdir()).catch(() => undefined)
  return dir
}

/**
 * Creates a directory that only this user can enter, runs `use`, and removes it. For programs that read keys and
 * signatures only from files.
 */
export async function withWorkDir<Result>(
  parent: string,
  use: (dir: string) => Promise<Result>,
): Promise<Result> {
  const dir = await mkdtemp(path.join(parent, `${PREFIX}${process.pid}-`)).catch(() => {
    throw new KeyError('files-refused', 'The directory for keys cannot be written.')
  })
  try {
    return await use(dir)
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

/** Removes this user's directories of processes that have ended. */
async function sweep(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    if (!name.startsWith(PREFIX)) continue
    const dir = path.join(parent, name)
    const found = await lstat(dir).catch(() => null)
    if (found === null || found.uid !== process.getuid?.()) continue
    const isOld = Math.abs(Date.now() - found.mtimeMs) > STALE_MS
    const pid = Number.parseInt(name.slice(PREFIX.length), 10)
    if (isOld || !isRunning(pid)) await rm(dir, { recursive: true, force: true })
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    // EPERM: it is another user's.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
