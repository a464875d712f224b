import { findGto } from '@/lib/testing/find-gto'
import { runProgram } from '@/lib/testing/run-program'
import { time } from './measure'
import type { SyntheticRepo } from './synthetic-repo'

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
  const gto = await findGto()
  if (gto.kind === 'missing') return { kind: 'skipped', why: gto.why }
  const version = runProgram(gto.program, ['--version']).stdout
  const show = ['show', '--json', '-r', repo.dir]
  const { ms, value } = await time(async () => runProgram(gto.program, show))
  if (value.error) return { kind: 'skipped', why: `gto show: ${value.error.message}` }
  if (value.status !== 0) return { kind: 'skipped', why: `gto show failed: ${value.stderr}` }
  const rows = Object.keys(JSON.parse(value.stdout)).length
  return { kind: 'measured', ms, rows, version: /[0-9.]+/.exec(version)?.[0] ?? 'unknown' }
}
