import { GitError } from '@/lib/git/git-error'
import { canSee, type Viewer } from '@/lib/index/read/viewer'
import { PIPELINE_VERSION } from '@/lib/lineage/derive-pipeline'
import { requireRunning } from '@/lib/sync/running'
import type { PipelineView } from '@/lib/views/pipeline'
import { readOnce } from './read-once'
import { readStoredPipeline, storePipeline } from './stored-pipelines'

/** Commits that are read at once. */
const MAX_READING = 4

const COMMIT = /^[0-9a-f]{40}$/

export type PipelineAnswer =
  | { readonly kind: 'found'; readonly pipeline: PipelineView }
  /** The viewer may not see the repository, or its mirror has no such commit. */
  | { readonly kind: 'missing' }
  /** `why` is a sentence for people. */
  | { readonly kind: 'failed'; readonly why: string }

type Wanted = { readonly repo: string; readonly commit: string }

/** The pipeline of a commit: what is stored of it, else what a worker process reads now and stores. */
export async function findPipeline(viewer: Viewer, wanted: Wanted): Promise<PipelineAnswer> {
  if (!canSee(viewer, wanted.repo) || !COMMIT.test(wanted.commit)) return { kind: 'missing' }
  try {
    const pipeline = await readStoredOrNow(wanted)
    return pipeline === null ? { kind: 'missing' } : { kind: 'found', pipeline }
  } catch (error) {
    if (!(error instanceof GitError)) throw error
    return { kind: 'failed', why: error.message }
  }
}

async function readStoredOrNow({ repo, commit }: Wanted): Promise<PipelineView | null> {
  const { context, workers } = requireRunning()
  const key = { repo, commit, version: PIPELINE_VERSION }
  const stored = await readStoredPipeline(context.database, key)
  if (stored !== null) return stored
  const reading = readOnce({
    ...{ kind: 'pipelines', key: `${repo} ${commit}`, most: MAX_READING },
    read: async () => {
      const task = { name: 'pipeline', repo, args: [repo, commit] }
      const found = await workers.requests.run<PipelineView | null>(task)
      if (found !== null) await storePipeline(context.database, key, found)
      return found
    },
  })
  if (reading !== null) return await reading
  throw new GitError('killed', 'Other commits are being read. Try again in a moment.')
}
