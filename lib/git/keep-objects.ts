import { gitSetting } from './git-setting'
import type { Mirror, Oid } from './mirror'
import { readSizes } from './read-objects'
import { runGit } from './run-git'
import { findStorageFault } from './storage-error'

/**
 * Keeps objects in the mirror after the last branch or tag that reaches them is gone, under `refs/registry/keep/<oid>`,
 * which no fetch changes. Objects that the mirror lacks are skipped.
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
    // git does not report why it could not create a folder.
    throw (await findStorageFault(mirror.dir)) ?? error
  }
}
