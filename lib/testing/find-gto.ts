import { existsSync } from 'node:fs'
import path from 'node:path'
import { runProgram } from './run-program'

const VENV = path.join(import.meta.dirname, '../../node_modules/.cache/gto')
const GTO = path.join(VENV, 'bin', 'gto')

export type Gto =
  | { readonly kind: 'found'; readonly program: string }
  | { readonly kind: 'missing'; readonly why: string }

/** GTO itself, to compare with: installed with pip at first use, where Python is there. */
export function findGto(): Gto {
  const why = existsSync(GTO) ? null : installGto()
  return why === null ? { kind: 'found', program: GTO } : { kind: 'missing', why }
}

function installGto(): string | null {
  if (runProgram('python3', ['--version']).status !== 0) return 'no Python here'
  if (runProgram('python3', ['-m', 'venv', VENV]).status !== 0) return 'no virtual environment'
  const pip = runProgram(path.join(VENV, 'bin', 'pip'), ['install', '--quiet', 'gto'])
  return pip.status === 0 && existsSync(GTO) ? null : 'pip could not install gto'
}
