import type { StatsFs } from 'node:fs'
import { statfs } from 'node:fs/promises'
import path from 'node:path'
import { GitError } from './git-error'

/** The part of a file system that must stay free for the database, the journal and logs. */
const MIN_FREE_PERCENT = 5

/**
 * Throws GitError `disk-full` when less than 5 % of the file system of `dir` is free for this user, counted as `df`
 * does. `dir` need not exist yet.
 */
export async function requireFreeSpace(dir: string): Promise<void> {
  const { bavail, bfree, blocks, bsize } = await statfsOf(dir)
  const usable = blocks - bfree + bavail
  // Some file systems do not report their size.
  if (usable === 0 || bavail * 100 >= usable * MIN_FREE_PERCENT) return
  const sizes = `${formatSize(bavail * bsize)} of ${formatSize(usable * bsize)}`
  throw new GitError(
    'disk-full',
    `Less than ${MIN_FREE_PERCENT} % of the disk of the Signet server is free: ${sizes}. Nothing is fetched until there is space.`,
  )
}

async function statfsOf(dir: string): Promise<StatsFs> {
  try {
    return await statfs(dir)
  } catch (error) {
    const parent = path.dirname(dir)
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT'
    if (!isMissing || parent === dir) throw error
    return await statfsOf(parent)
  }
}

function formatSize(bytes: number): string {
  return bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${(bytes / 1e6).toFixed(1)} MB`
}
