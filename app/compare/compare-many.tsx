import { ChooseVersions } from '@/components/compare/choose-versions'
import { MetricChart } from '@/components/compare/metric-chart'
import { NothingToCompare } from '@/components/compare/nothing-to-compare'
import { compareManyHref, parseModelRef } from '@/components/compare/version-ref'
import { VersionValuesTable } from '@/components/compare/version-values-table'
import { findLatest } from '@/components/model/find-latest'
import { PastNotice } from '@/components/past/past-notice'
import { PageHeader } from '@/components/ui/page-header'
import { buildVersionValues } from '@/lib/compare/build-version-values'
import { getDatabase } from '@/lib/database/get-database'
import { answerNotFound } from '@/lib/http/answer-status'
import { findModel } from '@/lib/index/read/find-model'
import type { Viewer } from '@/lib/index/read/viewer'
import type { ModelDetailView } from '@/lib/views/model'
import { listDirections } from '../direction-of'
import { allParams, firstParam, type SearchParams } from '../search-params'
import { findCompared } from './read-comparison'

/** Versions side by side, those without a choice, and those that can be chosen. */
const MAX_VERSIONS = 20
const USUAL_VERSIONS = 10
const MAX_CHOICES = 50

type Props = { readonly viewer: Viewer; readonly search: SearchParams }

/** Several versions of the model `model=REPO/NAME`: those of `versions`, separated by commas, or the newest ones. */
export async function CompareMany({ viewer, search }: Props) {
  const ref = parseModelRef(firstParam(search, 'model', 600))
  const model = ref && (await findModel(getDatabase(), viewer, ref))
  if (ref === null || model === null) return <Nothing />
  const asked = readAsked(search)
  const found = await Promise.all(asked.map((version) => findCompared(viewer, { ...ref, version })))
  const versions =
    asked.length === 0 ? listUsual(model) : found.flatMap((one) => one?.version ?? [])
  if (versions.length === 0) return <Nothing />
  const unique = [...new Map(versions.map((one) => [one.version, one])).values()]
  const values = buildVersionValues(unique, listDirections(findLatest(model)))
  const wanted = firstParam(search, 'metric')
  const charted = values.metrics.find(({ name }) => name === wanted) ?? values.metrics[0]
  const names = unique.map(({ version }) => version)
  const chart = {
    metric: charted?.name ?? '',
    hrefOf: (metric: string) => compareManyHref(ref, { versions: names, metric }),
  }
  const shared = { model: ref, versions: values.versions }
  return (
    <div className="flex flex-col gap-4">
      <PageHeader
        title={`${ref.name}: ${names.length} ${names.length === 1 ? 'version' : 'versions'}`}
      />
      <PastNotice at={firstParam(search, 'at', 40)} />
      <ChooseVersions
        model={`${ref.repo}/${ref.name}`}
        metric={chart.metric}
        versions={model.versions.slice(0, MAX_CHOICES).map(({ version }) => version)}
        chosen={names}
      />
      {found.includes(null) ? (
        <p className="text-text-soft">A version of the address does not exist and is left out.</p>
      ) : null}
      {charted === undefined ? (
        <p className="text-text-soft">None of these versions has a metric.</p>
      ) : (
        <MetricChart versions={values.versions} metric={charted} />
      )}
      <VersionValuesTable title="Metrics" rows={values.metrics} chart={chart} {...shared} />
      <VersionValuesTable title="Params" rows={values.params} chart={null} {...shared} />
    </div>
  )
}

/** The newest registered versions, the oldest of them first; all where fewer than two are registered. */
function listUsual({ versions }: ModelDetailView): ModelDetailView['versions'] {
  const registered = versions.filter((one) => one.registered && one.active)
  const usual = registered.length < 2 ? versions : registered
  return usual.slice(0, USUAL_VERSIONS).toReversed()
}

function Nothing() {
  answerNotFound()
  return <NothingToCompare />
}

/** The versions of the address, each once. */
function readAsked(search: SearchParams): readonly string[] {
  const all = allParams(search, 'versions').flatMap((text) => text.slice(0, 4_000).split(','))
  return [...new Set(all.filter(Boolean))].slice(0, MAX_VERSIONS)
}
