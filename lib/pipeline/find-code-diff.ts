import { GitError } from '@/lib/git/git-error'
import { canSee, type Viewer } from '@/lib/index/read/viewer'
import { requireRunning } from '@/lib/sync/running'
import type { CodeDiff } from '@/lib/views/code-diff'
import type { WantedDiff } from './read-code-diff'
import { readOnce } from './read-once'
import { readStoredDiff, storeDiff } from './stored-code-diffs'

/** Diffs that are read at once. */
const MAX_READING = 2

export type CodeDiffAnswer =
  | { readonly kind: 'found'; readonly diff: CodeDiff }
  /** `why` is a sentence for people. */
  | { readonly kind: 'failed'; readonly why: string }

/** What differs between the files of two commits: what is stored of it, else what a worker process reads now and stores. */
export async function findCodeDiff(viewer: Viewer, wanted: WantedDiff): Promise<CodeDiffAnswer> {
  if (!canSee(viewer, wanted.repo)) return failed('The repository has no such commit.')
  const { database } = requireRunning().context
  const stored = await readStoredDiff(database, wanted, new Date())
  if (stored !== null) return answer(stored.diff)
  const { repo, ...key } = wanted
  const reading = readOnce({
    ...{ kind: 'code-diffs', key: `${repo} ${JSON.stringify(key)}`, most: MAX_READING },
    read: () => readNow(wanted),
  })
  return reading === null
    ? failed('Other differences are being read. Try again in a moment.')
    : await reading
}

/** Git takes no less on the next attempt. */
const LASTING = ['timeout', 'output-limit', 'reading-limit']

async function readNow(wanted: WantedDiff): Promise<CodeDiffAnswer> {
  const { database } = requireRunning().context
  try {
    const diff = await readWithin(wanted)
    if (diff === null) return failed('The last sync did not fetch both commits.')
    await storeDiff(database, wanted, { diff, readAt: new Date() })
    return answer(diff)
  } catch (error) {
    if (!(error instanceof GitError)) throw error
    if (!LASTING.includes(error.code)) return failed(error.message)
    await storeDiff(database, wanted, { diff: null, readAt: new Date() })
    return answer(null)
  }
}

/** Without highlighting where that takes more than the worker may. */
async function readWithin(wanted: WantedDiff): Promise<CodeDiff | null> {
  const { workers } = requireRunning()
  const read = (look: 'highlighted' | 'plain') =>
    workers.requests.run<CodeDiff | null>({
      ...{ name: 'diff', repo: wanted.repo, args: [{ ...wanted, look }] },
    })
  try {
    return await read('highlighted')
  } catch (error) {
    if (error instanceof GitError && error.code === 'reading-limit') return await read('plain')
    throw error
  }
}

function answer(diff: CodeDiff | null): CodeDiffAnswer {
  return diff === null
    ? failed('They take more time or space than Signet gives them.')
    : { kind: 'found', diff }
}

function failed(why: string): CodeDiffAnswer {
  return { kind: 'failed', why }
}
