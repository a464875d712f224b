import { GitError } from '@/lib/git/git-error'
import { canSee, type Viewer } from '@/lib/index/read/viewer'
import { PIPELINE_VERSION } from '@/lib/lineage/derive-pipeline'
import { getOrCreate } from '@/lib/runtime'
import { requireRunning } from '@/lib/sync/running'
import type { PipelineView } from '@/lib/views/pipeline'
import { readStoredPipeline, storePipeline } from './stored-pipelines'

/** Reads that are under way, so that a commit is read once however many people open its page. */
const reading = () =>
  getOrCreate('pipelines', () => new Map<string, Promise<PipelineView | null>>())

/** Commits that are read at once: the workers also serve previews and commands, which do not wait for readers. */
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
    const pipeline = await readOnce(wanted)
    return pipeline === null ? { kind: 'missing' } : { kind: 'found', pipeline }
  } catch (error) {
    if (!(error instanceof GitError)) throw error
    return { kind: 'failed', why: error.message }
  }
}

async function readOnce({ repo, commit }: Wanted): Promise<PipelineView | null> {
  const { context, workers } = requireRunning()
  const key = { repo, commit, version: PIPELINE_VERSION }
  const stored = await readStoredPipeline(context.database, key)
  if (stored !== null) return stored
  const name = `${repo} ${commit}`
  const known = reading().get(name)
  if (known !== undefined) return await known
  if (reading().size >= MAX_READING) {
    throw new GitError('killed', 'Other commits are being read. Try again in a moment.')
  }
  const asked = workers.requests
    .run<PipelineView | null>({ name: 'pipeline', repo, args: [repo, commit] })
    .then(async (found) => {
      if (found !== null) await storePipeline(context.database, key, found)
      return found
    })
    .finally(() => reading().delete(name))
  reading().set(name, asked)
  return await asked
}
