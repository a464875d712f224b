import {
  type OpenLineageDataset,
  type OpenLineageOutput,
  SCHEMA_URLS,
} from '@/lib/views/open-lineage'
import type { PipelineItem } from '@/lib/views/pipeline'

/** Who says it, in each event and facet. */
export const PRODUCER = 'urn:signet:lineage'

/** The members that a facet of a schema has besides its own. */
export function facetOf<Url extends string>(url: Url) {
  return { _producer: PRODUCER, _schemaURL: url }
}

/** The datasets that a stage reads: files, params files, and what lies outside of the repository. Each comes once. */
export function buildInputs(repoUrl: string, deps: readonly PipelineItem[]): OpenLineageDataset[] {
  return distinct(
    deps.flatMap(({ path, repo, hash }) => {
      if (path === null) return []
      return repo === undefined
        ? [buildDataset(nameDataset(repoUrl, path), hash?.value ?? null)]
        : [buildDataset({ namespace: repo.url, name: path }, repo.revLock)]
    }),
  )
}

/** The datasets that a stage writes, with their sizes. Each comes once. */
export function buildOutputs(repoUrl: string, outs: readonly PipelineItem[]): OpenLineageOutput[] {
  return distinct(
    outs.flatMap(({ path, hash, size }) =>
      path === null
        ? []
        : [withSize(buildDataset(nameDataset(repoUrl, path), hash?.value ?? null), size)],
    ),
  )
}

type Content = {
  readonly path: string
  readonly hash: string | null
  readonly size: number | null
}

/** The dataset that a model is. */
export function buildModelDataset(repoUrl: string, { path, hash }: Content): OpenLineageDataset {
  const dataset = buildDataset(nameDataset(repoUrl, path), hash)
  const datasetType = { ...facetOf(SCHEMA_URLS.datasetType), datasetType: 'MODEL' } as const
  return { ...dataset, facets: { ...dataset.facets, datasetType } }
}

/** The outputs of the stage that makes a model: the model is among them, and the last one. */
export function addModel(
  outputs: readonly OpenLineageOutput[],
  repoUrl: string,
  model: Content,
): readonly OpenLineageOutput[] {
  const dataset = buildModelDataset(repoUrl, model)
  const isModel = ({ namespace, name }: OpenLineageDataset) =>
    namespace === dataset.namespace && name === dataset.name
  const own = outputs.find(isModel) ?? withSize(dataset, model.size)
  const { datasetType } = dataset.facets
  const typed = { ...own, facets: { ...own.facets, ...(datasetType && { datasetType }) } }
  return [...outputs.filter((one) => !isModel(one)), typed]
}

/** Storages whose names are keys, without the slash that follows the authority. */
const OBJECT_STORES = new Set(['s3', 's3a', 'gs', 'azure', 'wasbs', 'oss', 'gdrive', 'remote'])

/** Namespace and name as OpenLineage demands them: of a URL its scheme with its authority, and its path. */
function nameDataset(repoUrl: string, path: string) {
  const [, scheme = '', authority = '', rest = ''] = /^(\w+):\/\/([^/?#]*)(.*)$/s.exec(path) ?? []
  if (scheme !== '') {
    const name = OBJECT_STORES.has(scheme) ? rest.replace(/^\//, '') : rest
    return { namespace: `${scheme}://${authority}`, name: name || '/' }
  }
  return path.startsWith('/')
    ? { namespace: 'file', name: path }
    : { namespace: repoUrl, name: path }
}

function buildDataset(
  name: Pick<OpenLineageDataset, 'namespace' | 'name'>,
  datasetVersion: string | null,
): OpenLineageDataset {
  const version =
    datasetVersion === null ? null : { ...facetOf(SCHEMA_URLS.version), datasetVersion }
  return { ...name, facets: { ...(version && { version }) } }
}

function withSize(dataset: OpenLineageDataset, size: number | null): OpenLineageOutput {
  const statistics = size === null ? null : { ...facetOf(SCHEMA_URLS.statistics), size }
  return { ...dataset, outputFacets: { ...(statistics && { outputStatistics: statistics }) } }
}

/** A path that stands several times is one dataset: the first one, with the version of any. */
function distinct<Dataset extends OpenLineageDataset>(datasets: readonly Dataset[]): Dataset[] {
  const found = new Map<string, Dataset>()
  for (const dataset of datasets) {
    const key = `${dataset.namespace}\0${dataset.name}`
    const before = found.get(key)
    if (before?.facets.version === undefined) found.set(key, dataset)
  }
  return [...found.values()]
}
