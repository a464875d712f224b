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
 * Makes the mirror's branches and tags those of the remote. Survives what came before: a clone or
 * fetch that was killed, lock files, a damaged mirror (set aside and cloned anew). Fetches nothing while little space is
 * free. When it throws, the mirror is as it was or holds some of the new refs, and can be read.
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
