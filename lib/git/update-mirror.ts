import { existsSync } from 'node:fs'
import { cloneMirror, fetchMirror, type MirrorUpdate, type OnProgress } from './fetch-mirror'
import { requireFreeSpace } from './free-space'
import { GitError } from './git-error'
import type { Mirror } from './mirror'
import { isMarkedCorrupt } from './quarantine'
import { describeStorageError } from './storage-error'
import { sweepClones, sweepMirror } from './sweep-mirror'
import { tidyMirror } from './tidy-mirror'

/**
 * Updates the mirror's branches and tags to those of the remote. Recovers from a clone or fetch that was killed, from
 * lock files, and from a damaged mirror, which is set aside and cloned again. Fetches nothing when the disk is nearly
 * full. When it throws, the mirror is unchanged or has some of the new refs, and is readable.
 */
export async function updateMirror(
  mirror: Mirror,
  onProgress: OnProgress,
  signal?: AbortSignal,
): Promise<'cloned' | 'fetched'> {
  const work = { mirror, onProgress, signal: signal ?? new AbortController().signal }
  try {
    return await update(work)
  } catch (error) {
    throw describeStorageError(error) ?? error
  }
}

async function update(work: MirrorUpdate): Promise<'cloned' | 'fetched'> {
  const { mirror } = work
  sweepClones(mirror.dir)
  if (!existsSync(`${mirror.dir}/HEAD`) || isMarkedCorrupt(mirror.dir)) {
    await requireFreeSpace(mirror.dir)
    await cloneMirror(work)
    return 'cloned'
  }
  sweepMirror(mirror.dir)
  await requireFreeSpace(mirror.dir)
  try {
    await fetchMirror(work)
    await tidyMirror(mirror)
    return 'fetched'
  } catch (error) {
    if (!(error instanceof GitError && error.code === 'corrupt')) throw error
    await cloneMirror(work)
    return 'cloned'
  }
}
