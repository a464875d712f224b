import path from 'node:path'
import { rawGit } from '@/lib/testing/raw-git'
import { runProgram } from '@/lib/testing/run-program'
import { createTempDir } from '@/lib/testing/temp-dir'
import type { Expected } from './scenarios/conformance'

/** What GTO says of a clone of the remote. */
export async function readByGto(
  program: string,
  remote = '',
): Promise<Pick<Expected, 'show_deprecated' | 'history'>> {
  const dir = createTempDir('gto')
  const clone = path.join(dir, 'clone')
  await rawGit(dir, ['clone', '--quiet', remote, clone])
  const ask = (args: readonly string[]) => {
    const { stdout, stderr } = runProgram(program, [...args, '--json', '-r', clone])
    if (stdout === '') throw new Error(stderr)
    return JSON.parse(stdout)
  }
  return { show_deprecated: ask(['show', '--deprecated']), history: ask(['history']) }
}
