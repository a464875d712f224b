import { access, constants } from 'node:fs/promises'
import { requireFreeSpace } from './free-space'
import { GitError } from './git-error'

export const DISK_FULL = 'The disk of the Signet server is full.'
export const READ_ONLY =
  'The data directory of the Signet server cannot be written: its file system is read-only.'

const SENTENCES: Readonly<Record<string, string>> = {
  EROFS: READ_ONLY,
  EACCES:
    'The data directory of the Signet server cannot be written: the user that runs Signet may not.',
  EPERM:
    'The data directory of the Signet server cannot be written: the user that runs Signet may not.',
  ENOTDIR: 'The data directory of the Signet server has a file in the place of a folder.',
  EEXIST: 'The data directory of the Signet server has a file in the place of a folder.',
}

/** Describes an error of the file system below the data directory; null for any other error. */
export function describeStorageError(error: unknown): GitError | null {
  if (!(error instanceof Error && 'code' in error && 'syscall' in error)) return null
  const code = String(error.code)
  if (code === 'ENOSPC' || code === 'EDQUOT') return new GitError('disk-full', DISK_FULL)
  // Node says ENOENT where a folder with its parents cannot be made on a read-only file system.
  const sentence = code === 'ENOENT' && error.syscall === 'mkdir' ? READ_ONLY : SENTENCES[code]
  return sentence === undefined ? null : new GitError('unwritable', sentence)
}

/** Why the folder is not writable now; null when it is. */
export async function findStorageFault(dir: string): Promise<GitError | null> {
  try {
    await access(dir, constants.W_OK)
    await requireFreeSpace(dir)
    return null
  } catch (error) {
    return error instanceof GitError ? error : describeStorageError(error)
  }
}
