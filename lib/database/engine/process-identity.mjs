import { execFile } from 'node:child_process'
import { readFile, readlink } from 'node:fs/promises'
import { promisify } from 'node:util'

/**
 * Identifies one process permanently: the system reuses a process id, but not a process id with its start time. `world` is the boot and the
 * process namespace in which the id means something.
 * @typedef {{ readonly pid: number, readonly started: string, readonly world: string }} ProcessIdentity
 */

const run = promisify(execFile)

/** @param {number} pid @returns {Promise<ProcessIdentity>} */
export async function identifyProcess(pid) {
  return { pid, started: (await readStart(pid)) ?? '', world: await readWorld() }
}

/**
 * `unknown` when the process belongs to another boot or container, which cannot be looked into.
 * @param {ProcessIdentity} one
 * @returns {Promise<'yes' | 'no' | 'unknown'>}
 */
export async function isAlive(one) {
  if (one.world !== (await readWorld())) return 'unknown'
  return (await readStart(one.pid)) === one.started ? 'yes' : 'no'
}

/** Null when no such process runs. @param {number} pid @returns {Promise<string | null>} */
async function readStart(pid) {
  return process.platform === 'linux' ? readLinuxStart(pid) : readStartByPs(pid)
}

/** @param {number} pid */
async function readLinuxStart(pid) {
  const text = await readIfPresent(`/proc/${pid}/stat`)
  if (text === null) return null
  // The second field is the program's name in parentheses and may itself contain spaces and parentheses.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  const [state] = fields
  return state === 'Z' || state === 'X' ? null : (fields[19] ?? null)
}

/** @param {number} pid */
async function readStartByPs(pid) {
  try {
    const { stdout } = await run('ps', ['-o', 'lstart=', '-p', String(pid)])
    return stdout.trim() || null
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 1) return null
    throw error
  }
}

async function readWorld() {
  if (process.platform !== 'linux') return process.platform
  const boot = await readIfPresent('/proc/sys/kernel/random/boot_id')
  return `${boot?.trim() ?? ''} ${await readlink('/proc/self/ns/pid')}`
}

/** @param {string} file */
async function readIfPresent(file) {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    // ESRCH: the process ended between opening and reading.
    const code = error instanceof Error && 'code' in error ? error.code : null
    if (code === 'ENOENT' || code === 'ESRCH') return null
    throw error
  }
}
