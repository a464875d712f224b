import { z } from 'zod'
import { oid, time, type View } from './view'

/** The events of OpenLineage 2-0-2 that are answered, with the facets that they may have. */

const SPEC = 'https://openlineage.io/spec'
const CORE = `${SPEC}/2-0-2/OpenLineage.json#/$defs`

/** Where the standard has the schemas of the events and facets. */
export const SCHEMA_URLS = {
  run: `${CORE}/RunEvent`,
  job: `${CORE}/JobEvent`,
  dataset: `${CORE}/DatasetEvent`,
  version: `${SPEC}/facets/1-0-1/DatasetVersionDatasetFacet.json#/$defs/DatasetVersionDatasetFacet`,
  datasetType: `${SPEC}/facets/1-0-0/DatasetTypeDatasetFacet.json#/$defs/DatasetTypeDatasetFacet`,
  statistics: `${SPEC}/facets/1-0-2/OutputStatisticsOutputDatasetFacet.json#/$defs/OutputStatisticsOutputDatasetFacet`,
  jobType: `${SPEC}/facets/2-0-3/JobTypeJobFacet.json#/$defs/JobTypeJobFacet`,
  source: `${SPEC}/facets/1-0-1/SourceCodeLocationJobFacet.json#/$defs/SourceCodeLocationJobFacet`,
} as const

const facet = <Url extends string>(url: Url) => ({
  _producer: z.string(),
  _schemaURL: z.literal(url),
})

const datasetFacets = z.object({
  version: z
    .object({ ...facet(SCHEMA_URLS.version), datasetVersion: z.string() })
    .optional()
    .meta({
      description: 'The hash that DVC or Git has of the content, or the commit of an import',
    }),
  datasetType: z
    .object({ ...facet(SCHEMA_URLS.datasetType), datasetType: z.literal('MODEL') })
    .optional(),
})

const dataset = z
  .object({
    namespace: z.string().meta({
      description: 'The URL of the repository, or scheme and authority of what lies outside of it',
    }),
    name: z.string().meta({ description: 'The path' }),
    facets: datasetFacets,
  })
  .meta({ id: 'OpenLineageDataset' })

const output = dataset
  .extend({
    outputFacets: z.object({
      outputStatistics: z.object({ ...facet(SCHEMA_URLS.statistics), size: z.int() }).optional(),
    }),
  })
  .meta({ id: 'OpenLineageOutput' })

const job = z
  .object({
    namespace: z.string().meta({ description: 'The URL of the repository' }),
    name: z.string().meta({ description: '`dir/dvc.yaml:stage`, or the path of a `.dvc` file' }),
    facets: z.object({
      jobType: z.object({
        ...facet(SCHEMA_URLS.jobType),
        processingType: z.literal('BATCH'),
        integration: z.literal('DVC'),
        jobType: z.enum(['STAGE', 'IMPORT']),
      }),
      sourceCodeLocation: z
        .object({
          ...facet(SCHEMA_URLS.source),
          type: z.literal('git'),
          url: z.string(),
          repoUrl: z.string(),
          path: z.string(),
          version: oid,
        })
        .optional(),
    }),
  })
  .meta({ id: 'OpenLineageJob' })

const event = { eventTime: time, producer: z.string() }
const flow = { job, inputs: z.array(dataset), outputs: z.array(output) }

const openLineageEvent = z
  .discriminatedUnion('schemaURL', [
    z.object({
      ...event,
      schemaURL: z.literal(SCHEMA_URLS.run),
      eventType: z.literal('COMPLETE'),
      run: z.object({ runId: z.uuid() }),
      ...flow,
    }),
    z.object({ ...event, schemaURL: z.literal(SCHEMA_URLS.job), ...flow }),
    z.object({ ...event, schemaURL: z.literal(SCHEMA_URLS.dataset), dataset }),
  ])
  .meta({ id: 'OpenLineageEvent' })

export const openLineage = z
  .object({
    version: z.string(),
    commit: oid,
    items: z.array(openLineageEvent).meta({ description: 'Upstream before downstream' }),
    total: z.int().meta({
      description: 'Events before the maximum was applied, which keeps those next to the model',
    }),
  })
  .meta({ id: 'OpenLineage' })

export type OpenLineageView = View<typeof openLineage>
export type OpenLineageEvent = OpenLineageView['items'][number]
export type OpenLineageDataset = View<typeof dataset>
export type OpenLineageOutput = View<typeof output>
export type OpenLineageJob = View<typeof job>
