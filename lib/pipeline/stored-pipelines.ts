import type { Database } from '@/lib/database/database'
import { storableJson } from '@/lib/database/storable-json'
import type { PipelineView } from '@/lib/views/pipeline'
import { dropOldest } from './drop-oldest'

export type PipelineKey = {
  readonly repo: string
  readonly commit: string
  /** `PIPELINE_VERSION` of the program that derived it. */
  readonly version: number
}

/** Pipelines of one repository that are kept; the oldest ones are dropped. */
const MAX_KEPT = 500

/** A larger one is derived again each time. */
const MAX_LENGTH = 16 * 1024 * 1024

export async function readStoredPipeline(
  { prisma }: Database,
  { repo, commit, version }: PipelineKey,
): Promise<PipelineView | null> {
  const row = await prisma.pipelineRow.findUnique({ where: { repo_commit: { repo, commit } } })
  return row === null || row.version !== version ? null : (JSON.parse(row.data) as PipelineView)
}

/** Stores a pipeline. It can be derived again at any time, so that nothing depends on it. */
export async function storePipeline(
  database: Database,
  { repo, commit, version }: PipelineKey,
  pipeline: PipelineView,
): Promise<void> {
  const data = storableJson(pipeline)
  if (data.length > MAX_LENGTH) return
  const row = { version, data, readAt: new Date() }
  await database.prisma.pipelineRow.upsert({
    where: { repo_commit: { repo, commit } },
    create: { repo, commit, ...row },
    update: row,
  })
  await dropOldest(database, 'pipelines', { repo, kept: MAX_KEPT })
}
