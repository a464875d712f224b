import { gitSetting } from './git-setting'
import type { Mirror, Oid } from './mirror'
import { readSizes } from './read-objects'
import { runGit } from './run-git'
import { findStorageFault } from './storage-error'

/**
 * Keeps objects in the mirror when no branch or tag leads to them any more, under
 * `refs/registry/keep/<oid>`, which no fetch touches. Those that the mirror lacks are left out.
 */
export async function keepObjects(mirror: Mirror, oids: readonly Oid[]): Promise<void> {
  if (oids.length === 0) return
  const sizes = await readSizes(mirror, oids)
  const present = [...new Set(oids)].filter((oid) => sizes.get(oid) !== 'missing')
  if (present.length === 0) return
  try {
    await runGit({
      args: [`--git-dir=${mirror.dir}`, 'update-ref', '--stdin'],
      ...gitSetting(mirror, 'read'),
      input: present.map((oid) => `update refs/registry/keep/${oid} ${oid}\n`),
      onStdout: () => {},
      seconds: mirror.limits.readSeconds,
      maxStdoutBytes: 1024,
    })
  } catch (error) {
    // git does not say why it could not make a folder.
    throw (await findStorageFault(mirror.dir)) ?? error
  }
}
