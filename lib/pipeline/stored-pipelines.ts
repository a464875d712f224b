import type { Database } from '@/lib/database/database'
import { storableJson } from '@/lib/database/storable-json'
import type { PipelineView } from '@/lib/views/pipeline'

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
  { prisma }: Database,
  { repo, commit, version }: PipelineKey,
  pipeline: PipelineView,
): Promise<void> {
  const data = storableJson(pipeline)
  if (data.length > MAX_LENGTH) return
  const row = { version, data, readAt: new Date() }
  await prisma.pipelineRow.upsert({
    where: { repo_commit: { repo, commit } },
    create: { repo, commit, ...row },
    update: row,
  })
  const old = await prisma.pipelineRow.findMany({
    where: { repo },
    orderBy: { readAt: 'desc' },
    skip: MAX_KEPT,
    select: { commit: true },
  })
  if (old.length === 0) return
  await prisma.pipelineRow.deleteMany({
    where: { repo, commit: { in: old.map((one) => one.commit) } },
  })
}
