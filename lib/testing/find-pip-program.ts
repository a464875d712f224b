import { execFile } from 'node:child_process'
import path from 'node:path'
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
  const venv = path.join(CACHE, name)
  const program = pipProgramPath(name)
  const found = { kind: 'found', program } as const
  if (await canRun(program, ['--version'])) return found
  if (!(await canRun('python3', ['--version']))) return { kind: 'missing', why: 'no Python here' }
  if (!(await canRun('python3', ['-m', 'venv', '--clear', venv])))
    return { kind: 'missing', why: 'no virtual environment' }
  const isInstalled = await canRun(path.join(venv, 'bin', 'pip'), [...PIP, requirement])
  return isInstalled ? found : { kind: 'missing', why: `pip could not install ${requirement}` }
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
