import path from 'node:path'
import { rawGit } from '@/lib/testing/raw-git'
import { createTempDir } from '@/lib/testing/temp-dir'

/** Pushes an annotated tag on the head of `main`, as a person does it: from a clone. */
export async function pushTag(remote: string, tag: string): Promise<void> {
  const dir = createTempDir('push')
  const work = path.join(dir, 'work')
  await rawGit(dir, ['clone', '--quiet', remote, work])
  await rawGit(work, ['tag', '--annotate', '--message', `Tag ${tag}`, tag])
  await rawGit(work, ['push', '--quiet', 'origin', tag])
}
