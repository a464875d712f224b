import type { VersionRef } from '@/components/compare/version-ref'
import { compareFacts } from '@/lib/compare/compare-facts'
import { compareInputs } from '@/lib/compare/compare-inputs'
import { compareMetrics, compareValues } from '@/lib/compare/compare-values'
import { listTracedFiles, listUsedCode } from '@/lib/compare/list-used-code'
import { getDatabase } from '@/lib/database/get-database'
import { findVersion } from '@/lib/index/read/find-version'
import { resolveVersion } from '@/lib/index/read/resolve-version'
import type { Viewer } from '@/lib/index/read/viewer'
import { type CodeDiffAnswer, findCodeDiff } from '@/lib/pipeline/find-code-diff'
import { findPipeline } from '@/lib/pipeline/find-pipeline'
import type { WantedDiff } from '@/lib/pipeline/read-code-diff'
import type { CodeDiff } from '@/lib/views/code-diff'
import type { ComparedSide, ComparisonView } from '@/lib/views/comparison'
import type { VersionDetailView } from '@/lib/views/model'
import type { PipelineView } from '@/lib/views/pipeline'
import { listDirections } from '../direction-of'

/** A version that was found, and the model that it is of. */
export type FoundVersion = { readonly ref: VersionRef; readonly version: VersionDetailView }

/** The version of a model by its name, `latest`, a commit or a stage, as it was at the Unix second `at`; null when there is
 *  none that the viewer may see. */
export async function findCompared(
  viewer: Viewer,
  ref: VersionRef,
  at?: number,
): Promise<FoundVersion | null> {
  const { repo, name, version } = ref
  const database = getDatabase()
  const named = await findVersion(database, viewer, { ...ref, at })
  if (named !== null) return { ref: { ...ref, version: named.version }, version: named }
  const held = await resolveVersion(database, viewer, repo, name, { stage: version, at })
  if (held.kind !== 'found') return null
  const of = { version: held.version, commit: held.commit, at }
  const found = await findVersion(database, viewer, { ...ref, ...of })
  return found && { ref: { ...ref, version: found.version }, version: found }
}

/** What of the code is read: the files that a lineage names or all, and the lines of one file or of all. */
export type WantedCode = { readonly files: 'used' | 'all'; readonly file: string | null }

export type FoundComparison = {
  readonly view: ComparisonView
  /** The files of `view.code` with their lines. */
  readonly diff: CodeDiff | null
  /** Whether only commits that changed what a lineage names are in `diff`. */
  readonly listed: 'of-lineage' | 'all'
}

/** What differs between the two, by the index, by the pipelines of their commits and by Git. */
export async function readComparison(
  viewer: Viewer,
  [from, to]: readonly [FoundVersion, FoundVersion],
  wanted: WantedCode,
): Promise<FoundComparison> {
  const [before, after] = await Promise.all([readPipeline(viewer, from), readPipeline(viewer, to)])
  const inputs = compareInputs(trace(from, before.pipeline), trace(to, after.pipeline))
  const files = listWanted(inputs, wanted)
  const code = await readCode(viewer, [from, to], files)
  const diff = code?.kind === 'found' ? code.diff : null
  const why =
    code?.kind === 'failed' ? `The changes of the code could not be read: ${code.why}` : []
  const view = {
    from: buildSide(from),
    to: buildSide(to),
    metrics: compareMetrics(from.version.metrics, to.version.metrics, listDirections(to.version)),
    params: compareValues(from.version.params, to.version.params),
    facts: compareFacts(from.version, to.version),
    inputs,
    code: diff && withoutLines(diff),
    unread: [before, after].flatMap((one) => one.why ?? []).concat(why),
  }
  return { view, diff, listed: files.traced === null ? 'all' : 'of-lineage' }
}

type WantedFiles = Pick<WantedDiff, 'paths' | 'traced' | 'file'>

function listWanted(inputs: ComparisonView['inputs'], { files, file }: WantedCode): WantedFiles {
  if (file !== null) return { paths: [file], traced: [], file }
  if (files === 'all') return { paths: null, traced: null, file }
  return { paths: listUsedCode(inputs), traced: listTracedFiles(inputs), file }
}

/** Null where there is nothing to compare: one commit, or two repositories. */
async function readCode(
  viewer: Viewer,
  [{ ref, version }, other]: readonly [FoundVersion, FoundVersion],
  wanted: WantedFiles,
): Promise<CodeDiffAnswer | null> {
  const [from, to] = [version.commit, other.version.commit]
  if (ref.repo !== other.ref.repo || from === to) return null
  return await findCodeDiff(viewer, { repo: ref.repo, from, to, ...wanted })
}

function withoutLines({ files, total, others, commits }: CodeDiff): ComparisonView['code'] {
  return {
    files: files.map(({ path, oldPath, status, kind, added, removed }) => ({
      ...{ path, oldPath, status, kind, added, removed },
    })),
    ...{ total, others, commits },
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
