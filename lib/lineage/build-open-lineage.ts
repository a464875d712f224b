import {
  type OpenLineageEvent,
  type OpenLineageJob,
  type OpenLineageView,
  SCHEMA_URLS,
} from '@/lib/views/open-lineage'
import type { PipelineStage, PipelineView } from '@/lib/views/pipeline'
import { findMakers, listUpstream } from './find-makers'
import { formatUuid } from './format-uuid'
import type { LineageLinks } from './open-graph'
import {
  addModel,
  buildInputs,
  buildModelDataset,
  buildOutputs,
  facetOf,
  PRODUCER,
} from './open-lineage-datasets'
import { sortStages } from './sort-stages'
import type { TracedVersion } from './traced-version'

export type OpenLineageSource = Pick<
  TracedVersion,
  'version' | 'commit' | 'path' | 'hash' | 'size'
> & {
  /** Of the repository, as it is shown: without credentials. */
  readonly repoUrl: string
  /** ISO 8601 with zone. */
  readonly committedAt: string
  /** The page of a file of the commit on the forge; null where it is not known. */
  readonly fileHref: LineageLinks['file']
}

/** An answer has at most so many events, and about so many characters of JSON; `total` says how many events there are. */
const MAX_EVENTS = 2_000
const MAX_LENGTH = 1_500_000

/**
 * What a version's model was made from, as events of OpenLineage: the last run of each stage or import, upstream first;
 * what never ran as a job without a run; and the model alone where no stage makes it.
 */
export function buildOpenLineage(
  pipeline: PipelineView,
  source: OpenLineageSource,
): OpenLineageView {
  const { version, commit, path } = source
  const found = path === null ? null : findMakers(pipeline, path)
  const sorted =
    found === null ? [] : sortStages(found.root, listUpstream(found.root, found.makers))
  const jobs = sorted.filter(isJob)
  const makers = new Set(found?.makers)
  const last = jobs.findLast((stage) => makers.has(stage))
  if (last === undefined) {
    const items = listModelEvents(source)
    return { version, commit, items, total: items.length }
  }
  const items = buildLast(jobs, (stage) =>
    buildStageEvent(stage, { source, isLast: stage === last }),
  )
  return { version, commit, items, total: jobs.length }
}

/** A `.dvc` file without a source only says which content a path has. */
function isJob({ name, import: isImport }: PipelineStage): boolean {
  return name !== null || isImport
}

function buildStageEvent(
  stage: PipelineStage,
  { source, isLast }: { readonly source: OpenLineageSource; readonly isLast: boolean },
): OpenLineageEvent {
  const { repoUrl, commit, committedAt, path, hash, size } = source
  const outputs = buildOutputs(repoUrl, stage.outs)
  const flow = {
    job: buildJob(stage, source),
    inputs: buildInputs(repoUrl, stage.deps),
    outputs: isLast && path !== null ? addModel(outputs, repoUrl, { path, hash, size }) : outputs,
  }
  const event = { eventTime: committedAt, producer: PRODUCER }
  if (!hasRun(stage)) return { ...event, schemaURL: SCHEMA_URLS.job, ...flow }
  const runId = formatUuid(JSON.stringify([repoUrl, commit, stage.id]))
  return {
    ...event,
    schemaURL: SCHEMA_URLS.run,
    eventType: 'COMPLETE',
    run: { runId },
    ...flow,
  }
}

/** An import that was not fetched yet has an output of which nothing is recorded. */
function hasRun({ state, outs }: PipelineStage): boolean {
  return state !== 'never-run' && outs.every((out) => out.state !== 'never-run')
}

function buildJob({ id, name, file }: PipelineStage, source: OpenLineageSource): OpenLineageJob {
  const { repoUrl, commit, fileHref } = source
  const url = fileHref(file) ?? (/^(?:https?|ssh):\/\//.test(repoUrl) ? repoUrl : null)
  const jobType = name === null ? 'IMPORT' : 'STAGE'
  return {
    namespace: repoUrl,
    name: id,
    facets: {
      jobType: {
        ...facetOf(SCHEMA_URLS.jobType),
        processingType: 'BATCH',
        integration: 'DVC',
        jobType,
      },
      ...(url !== null && {
        sourceCodeLocation: {
          ...facetOf(SCHEMA_URLS.source),
          type: 'git',
          url,
          repoUrl,
          path: file,
          version: commit,
        },
      }),
    },
  }
}

function listModelEvents(source: OpenLineageSource): readonly OpenLineageEvent[] {
  const { repoUrl, committedAt, path, hash, size } = source
  if (path === null) return []
  const dataset = buildModelDataset(repoUrl, { path, hash, size })
  return [{ eventTime: committedAt, producer: PRODUCER, schemaURL: SCHEMA_URLS.dataset, dataset }]
}

/** The events of the stages next to the model, as many as one answer holds, and at least one. */
function buildLast(
  stages: readonly PipelineStage[],
  build: (stage: PipelineStage) => OpenLineageEvent,
): readonly OpenLineageEvent[] {
  const events: OpenLineageEvent[] = []
  let length = 0
  for (const stage of stages.slice(-MAX_EVENTS).reverse()) {
    const event = build(stage)
    length += JSON.stringify(event).length
    if (length > MAX_LENGTH && events.length > 0) break
    events.push(event)
  }
  return events.reverse()
}
