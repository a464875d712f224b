import { GitError } from '@/lib/git/git-error'
import { canSee, type Viewer } from '@/lib/index/read/viewer'
import { requireRunning } from '@/lib/sync/running'
import type { WantedFile } from './read-commit-file'
import { readOnce } from './read-once'

/** Files that are read at once. */
const MAX_READING = 8

export type FileAnswer =
  | { readonly kind: 'found'; readonly bytes: Buffer<ArrayBuffer> }
  | { readonly kind: 'missing' }
  /** `why` is a sentence for people. */
  | { readonly kind: 'failed'; readonly why: string }

/** A file of a commit, which a worker process reads now. Browsers keep it. */
export async function findCommitFile(viewer: Viewer, wanted: WantedFile): Promise<FileAnswer> {
  if (!canSee(viewer, wanted.repo)) return { kind: 'missing' }
  const { repo, commit, path } = wanted
  const { workers } = requireRunning()
  const reading = readOnce({
    ...{ kind: 'commit-files', key: `${repo} ${commit} ${path}`, most: MAX_READING },
    read: () => workers.requests.run<string | null>({ name: 'file', repo, args: [wanted] }),
  })
  if (reading === null) return { kind: 'failed', why: 'Other files are being read.' }
  try {
    const text = await reading
    return text === null
      ? { kind: 'missing' }
      : { kind: 'found', bytes: Buffer.from(text, 'base64') }
  } catch (error) {
    if (error instanceof GitError) return { kind: 'failed', why: error.message }
    throw error
  }
}
