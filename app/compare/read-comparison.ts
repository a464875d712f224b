import type { VersionRef } from '@/components/compare/version-ref'
import { compareFacts } from '@/lib/compare/compare-facts'
import { compareInputs } from '@/lib/compare/compare-inputs'
import { compareMetrics, compareValues } from '@/lib/compare/compare-values'
import { getConfig } from '@/lib/config/get-config'
import { getDatabase } from '@/lib/database/get-database'
import { findVersion } from '@/lib/index/read/find-version'
import { resolveVersion } from '@/lib/index/read/resolve-version'
import type { Viewer } from '@/lib/index/read/viewer'
import { findPipeline } from '@/lib/pipeline/find-pipeline'
import type { ComparedSide, ComparisonView } from '@/lib/views/comparison'
import type { VersionDetailView } from '@/lib/views/model'
import type { PipelineView } from '@/lib/views/pipeline'

/** A version that was found, and the model that it is of. */
export type FoundVersion = { readonly ref: VersionRef; readonly version: VersionDetailView }

/** The version of a model by its name, `latest`, a commit or a stage; null when there is none that the viewer may see. */
export async function findCompared(viewer: Viewer, ref: VersionRef): Promise<FoundVersion | null> {
  const { repo, name, version } = ref
  const database = getDatabase()
  const named = await findVersion(database, viewer, ref)
  if (named !== null) return { ref: { ...ref, version: named.version }, version: named }
  const held = await resolveVersion(database, viewer, repo, name, { stage: version })
  if (held.kind !== 'found') return null
  const found = await findVersion(database, viewer, { ...ref, version: held.version })
  return found && { ref: { ...ref, version: found.version }, version: found }
}

/** What differs between the two, by the index and by the pipelines of their commits. */
export async function readComparison(
  viewer: Viewer,
  from: FoundVersion,
  to: FoundVersion,
): Promise<ComparisonView> {
  const [before, after] = await Promise.all([readPipeline(viewer, from), readPipeline(viewer, to)])
  return {
    from: buildSide(from),
    to: buildSide(to),
    metrics: compareMetrics(from.version.metrics, to.version.metrics, getConfig().metrics),
    params: compareValues(from.version.params, to.version.params),
    facts: compareFacts(from.version, to.version),
    inputs: compareInputs(trace(from, before.pipeline), trace(to, after.pipeline)),
    unread: [before, after].flatMap(({ why }) => why ?? []),
  }
}

function buildSide({ ref, version }: FoundVersion): ComparedSide {
  const { commit, committedAt, registeredAt, stages } = version
  return { ...ref, commit, committedAt, registeredAt, stages }
}

type Read = { readonly pipeline: PipelineView | null; readonly why: string | null }

async function readPipeline(viewer: Viewer, { ref, version }: FoundVersion): Promise<Read> {
  const answer = await findPipeline(viewer, { repo: ref.repo, commit: version.commit })
  if (answer.kind === 'found') return { pipeline: answer.pipeline, why: null }
  const reason =
    answer.kind === 'failed'
      ? answer.why
      : 'The repository has no such commit, or the last sync did not fetch it.'
  return {
    pipeline: null,
    why: `What ${ref.name} ${ref.version} was made from could not be read: ${reason}`,
  }
}

function trace({ version }: FoundVersion, pipeline: PipelineView | null) {
  const { path } = version
  return pipeline === null || path === null ? null : { pipeline, path }
}
