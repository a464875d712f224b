import { execFile } from 'node:child_process'
import { mkdirSync, rmdirSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { promisify } from 'node:util'

const CACHE = path.join(import.meta.dirname, '../../node_modules/.cache')

/** A network that does not answer must not hold up a test for long. */
const PIP = ['install', '--quiet', '--retries', '1', '--timeout', '20']
const LIMIT = 5 * 60_000

export type PipProgram =
  | { readonly kind: 'found'; readonly program: string }
  | { readonly kind: 'missing'; readonly why: string }

/**
 * A program of Python to compare with, from a virtual environment of its own: installed with pip at first use, where
 * Python and a network are there.
 */
export async function findPipProgram(name: string, requirement: string): Promise<PipProgram> {
  const program = pipProgramPath(name)
  if (await canRun(program, ['--version'])) return { kind: 'found', program }
  if (!(await canRun('python3', ['--version']))) return { kind: 'missing', why: 'no Python here' }
  mkdirSync(CACHE, { recursive: true })
  const release = await acquireLock(path.join(CACHE, `${name}.lock`))
  try {
    return await install(name, requirement)
  } finally {
    release()
  }
}

async function install(name: string, requirement: string): Promise<PipProgram> {
  const program = pipProgramPath(name)
  const venv = path.join(CACHE, name)
  // Another test file may have installed it while this one waited.
  if (await canRun(program, ['--version'])) return { kind: 'found', program }
  if (!(await canRun('python3', ['-m', 'venv', '--clear', venv])))
    return { kind: 'missing', why: 'no virtual environment' }
  const isInstalled = await canRun(path.join(venv, 'bin', 'pip'), [...PIP, requirement])
  return isInstalled
    ? { kind: 'found', program }
    : { kind: 'missing', why: `pip could not install ${requirement}` }
}

/** Test files run in several processes; one of them installs. A lock older than an installation may take is left over. */
async function acquireLock(dir: string): Promise<() => void> {
  for (;;) {
    try {
      mkdirSync(dir)
      return () => rmdirSync(dir)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    const made = statSync(dir, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()
    if (Date.now() - made > 3 * LIMIT) rmSync(dir, { recursive: true, force: true })
    await setTimeout(500)
  }
}

/** Where `findPipProgram` installs a program. */
export function pipProgramPath(name: string): string {
  return path.join(CACHE, name, 'bin', name)
}

/** Whether a program runs and succeeds. */
export async function canRun(program: string, args: readonly string[]): Promise<boolean> {
  try {
    await promisify(execFile)(program, args, { timeout: LIMIT })
    return true
  } catch {
    return false
  }
}
