import { readdirSync } from 'node:fs'
import path from 'node:path'
import { gitSetting } from './git-setting'
import type { Mirror } from './mirror'
import { runGit } from './run-git'
import { packNames } from './watch-size'

const MAX_LOOSE_REFS = 200
const MAX_PACKS = 50

/**
 * Keeps a mirror fast to read: each fetch adds a pack and a file per new ref. git's own maintenance is disabled because
 * it would run at arbitrary times.
 */
export async function tidyMirror(mirror: Mirror): Promise<void> {
  if (countFiles(path.join(mirror.dir, 'refs'), MAX_LOOSE_REFS) > MAX_LOOSE_REFS) {
    await run(mirror, ['pack-refs', '--all'])
  }
  if (packNames(mirror.dir).filter((name) => name.endsWith('.pack')).length > MAX_PACKS) {
    await run(mirror, ['repack', '-a', '-d', '-q'])
  }
}

function countFiles(dir: string, enough: number): number {
  let count = 0
  for (const entry of readdirSync(dir, { withFileTypes: true })) {
    if (count > enough) break
    count += entry.isDirectory() ? countFiles(path.join(dir, entry.name), enough - count) : 1
  }
  return count
}

/**
 * Uses the settings for the network, because repacking must know that missing blobs are promised. Nothing is fetched.
 */
async function run(mirror: Mirror, args: readonly string[]): Promise<void> {
  await runGit({
    args: [`--git-dir=${mirror.dir}`, ...args],
    ...gitSetting(mirror, 'network'),
    connection: null,
    onStdout: () => {},
    seconds: mirror.limits.cloneSeconds,
    maxStdoutBytes: 1024 ** 2,
  })
}
