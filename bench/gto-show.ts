import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { time } from './measure'
import type { SyntheticRepo } from './synthetic-repo'

const VENV = path.join(import.meta.dirname, '.venv')
const GTO = path.join(VENV, 'bin', 'gto')

/** `gto show` of thousands of tags takes minutes. */
const LIMIT = 30 * 60_000

export type GtoShow =
  | {
      readonly kind: 'measured'
      readonly ms: number
      readonly rows: number
      readonly version: string
    }
  | { readonly kind: 'skipped'; readonly why: string }

/** One run of GTO's own table of the repository's artifacts, installed at first use. */
export async function measureGtoShow(repo: SyntheticRepo): Promise<GtoShow> {
  const problem = installGto()
  if (problem !== null) return { kind: 'skipped', why: problem }
  const version = runProgram(GTO, ['--version']).stdout
  const { ms, value } = await time(async () => runProgram(GTO, ['show', '--json', '-r', repo.dir]))
  if (value.error) return { kind: 'skipped', why: `gto show: ${value.error.message}` }
  if (value.status !== 0) return { kind: 'skipped', why: `gto show failed: ${value.stderr}` }
  const rows = Object.keys(JSON.parse(value.stdout)).length
  return { kind: 'measured', ms, rows, version: /[0-9.]+/.exec(version)?.[0] ?? 'unknown' }
}

/** Null when GTO is there, else why not. */
function installGto(): string | null {
  if (existsSync(GTO)) return null
  if (runProgram('python3', ['--version']).status !== 0) return 'no Python here'
  if (runProgram('python3', ['-m', 'venv', VENV]).status !== 0) return 'no virtual environment'
  const pip = runProgram(path.join(VENV, 'bin', 'pip'), ['install', '--quiet', 'gto'])
  return pip.status === 0 && existsSync(GTO) ? null : 'pip could not install gto'
}

function runProgram(program: string, args: readonly string[]) {
  const options = { encoding: 'utf8', timeout: LIMIT, maxBuffer: 2 ** 30 } as const
  return spawnSync(program, args, options)
}
