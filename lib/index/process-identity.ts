import { execFile } from 'node:child_process'
import { readFile, readlink } from 'node:fs/promises'
import { promisify } from 'node:util'

/** Names one process for good: ids are used again, an id with its start time is not. `world` is the boot and the
 *  process namespace in which the id means something. */
export type ProcessIdentity = {
  readonly pid: number
  readonly started: string
  readonly world: string
}

const run = promisify(execFile)

export async function identifyProcess(pid: number): Promise<ProcessIdentity> {
  return { pid, started: (await readStart(pid)) ?? '', world: await readWorld() }
}

/** `unknown` where the process belongs to another boot or container, which cannot be looked into. */
export async function isAlive(process: ProcessIdentity): Promise<'yes' | 'no' | 'unknown'> {
  if (process.world !== (await readWorld())) return 'unknown'
  return (await readStart(process.pid)) === process.started ? 'yes' : 'no'
}

/** Null when no such process runs. */
async function readStart(pid: number): Promise<string | null> {
  return process.platform === 'linux' ? readLinuxStart(pid) : readStartByPs(pid)
}

async function readLinuxStart(pid: number): Promise<string | null> {
  const text = await readIfPresent(`/proc/${pid}/stat`)
  if (text === null) return null
  // The second field is the program's name in parentheses and may itself contain spaces and parentheses.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  const [state] = fields
  return state === 'Z' || state === 'X' ? null : (fields[19] ?? null)
}

async function readStartByPs(pid: number): Promise<string | null> {
  try {
    const { stdout } = await run('ps', ['-o', 'lstart=', '-p', String(pid)])
    return stdout.trim() || null
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 1) return null
    throw error
  }
}

async function readWorld(): Promise<string> {
  if (process.platform !== 'linux') return process.platform
  const boot = await readIfPresent('/proc/sys/kernel/random/boot_id')
  return `${boot?.trim() ?? ''} ${await readlink('/proc/self/ns/pid')}`
}

async function readIfPresent(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    // ESRCH: the process ended between opening and reading.
    const code = error instanceof Error && 'code' in error ? error.code : null
    if (code === 'ENOENT' || code === 'ESRCH') return null
    throw error
  }
}
