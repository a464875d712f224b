import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'

/**
 * What OpenLineage 2-0-2 (https://openlineage.io/spec/2-0-2/OpenLineage.json, by the OpenLineage project, Apache-2.0)
 * demands of the events and facets that we answer, written down again without its descriptions.
 */

const text = { type: 'string' }
const uri = { type: 'string', format: 'uri' }
const whole = { type: 'integer' }

type Members = Readonly<Record<string, object>>

/** An object with these members, and any others. */
function record(required: Members, optional: Members = {}): object {
  return {
    type: 'object',
    required: Object.keys(required),
    properties: { ...required, ...optional },
  }
}

/** A facet: `_schemaURL` is exactly the one of its version. */
function facet(url: string, required: Members, optional: Members = {}): object {
  const own = { _producer: uri, _schemaURL: { const: `https://openlineage.io/spec/${url}` } }
  return record({ ...own, ...required }, optional)
}

/** Facets that we know, by name; any other one is a mistake of ours. */
function facets(known: Members): object {
  return { type: 'object', properties: known, additionalProperties: false }
}

const DATASET_FACETS = facets({
  version: facet('facets/1-0-1/DatasetVersionDatasetFacet.json#/$defs/DatasetVersionDatasetFacet', {
    datasetVersion: text,
  }),
  datasetType: facet('facets/1-0-0/DatasetTypeDatasetFacet.json#/$defs/DatasetTypeDatasetFacet', {
    datasetType: text,
  }),
})
const OUTPUT_FACETS = facets({
  outputStatistics: facet(
    'facets/1-0-2/OutputStatisticsOutputDatasetFacet.json#/$defs/OutputStatisticsOutputDatasetFacet',
    {},
    { rowCount: whole, size: whole, fileCount: whole },
  ),
})
const JOB_FACETS = facets({
  jobType: facet(
    'facets/2-0-3/JobTypeJobFacet.json#/$defs/JobTypeJobFacet',
    { processingType: text, integration: text },
    { jobType: text },
  ),
  sourceCodeLocation: facet(
    'facets/1-0-1/SourceCodeLocationJobFacet.json#/$defs/SourceCodeLocationJobFacet',
    { type: text, url: uri },
    { repoUrl: text, path: text, version: text, tag: text, branch: text },
  ),
})

const names = { namespace: text, name: text }
const dataset = record(names, { facets: DATASET_FACETS })
const output = record(names, { facets: DATASET_FACETS, outputFacets: OUTPUT_FACETS })
const job = record(names, { facets: JOB_FACETS })
const run = record({ runId: { type: 'string', format: 'uuid' } })
const flow = {
  inputs: { type: 'array', items: dataset },
  outputs: { type: 'array', items: output },
}
const eventType = { enum: ['START', 'RUNNING', 'COMPLETE', 'ABORT', 'FAIL', 'OTHER'] }

function event(kind: string, required: Members, optional: Members = {}): object {
  const url = `https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/${kind}`
  const base = { eventTime: { type: 'string', format: 'date-time' }, producer: uri }
  return record({ ...base, schemaURL: { const: url }, ...required }, optional)
}

const SCHEMA = {
  oneOf: [
    event('RunEvent', { run, job }, { eventType, ...flow }),
    { ...event('JobEvent', { job }, flow), not: { required: ['run'] } },
    { ...event('DatasetEvent', { dataset }), not: { required: ['job', 'run'] } },
  ],
}

const ajv = new Ajv2020({ allErrors: true, strict: true, strictRequired: false })
addFormats.default(ajv)
const isEvent = ajv.compile(SCHEMA)

/** What an event has that OpenLineage does not allow; an empty list when it is one. */
export function listOpenLineageFaults(value: unknown): readonly string[] {
  if (isEvent(value)) return []
  return (isEvent.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
}
