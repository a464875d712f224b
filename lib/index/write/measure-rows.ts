import type { RegistryArtifact } from '@/lib/registry/artifact'
import type { ArtifactFacts } from '@/lib/registry/facts'
import { isMetric, type Scalar } from '@/lib/registry/values'
import { foldText } from '@/lib/search/fold-text'
import { formatNumber, numericValue } from '@/lib/snapshot/types'
import type { Row } from './derived-row'

/** Of one model: more cannot be searched. */
const MAX_MEASURES = 2_000

/** The metrics and params that searches ask for: of the latest version, and of the newest in each stage. */
export function buildMeasureRows(repo: string, { name, latest, stages }: RegistryArtifact): Row[] {
  const versions: readonly (readonly [stage: string, facts: ArtifactFacts | null | undefined])[] = [
    ['', latest?.facts],
    ...[...stages].map(([stage, holders]) => [stage, holders[0]?.version.facts] as const),
  ]
  return versions
    .flatMap(([stage, facts]) =>
      listMeasures(facts).map(([measure, value]) => ({
        repo,
        artifact: name,
        stage,
        name: measure,
        ...splitValue(value),
      })),
    )
    .slice(0, MAX_MEASURES)
}

/** A value as searches compare it, and as the file spells it. */
export type MeasureValue = {
  readonly number: number | null
  readonly text: string | null
  readonly shown: string
}

function listMeasures(
  facts: ArtifactFacts | null | undefined,
): readonly (readonly [name: string, value: Scalar])[] {
  const metrics = Object.entries(facts?.metrics ?? {})
  const params = Object.entries(facts?.params ?? {})
  return [
    ...metrics.map(([name, value]) => [`metric.${name}`, value] as const),
    ...params.map(([name, value]) => [`param.${name}`, value] as const),
  ]
}

/** NaN and infinities are texts: no comparison holds for them. */
export function splitValue(value: Scalar): MeasureValue {
  const shown = isMetric(value) ? formatNumber(value) : String(value)
  const number = isMetric(value) ? numericValue(value) : Number.NaN
  return Number.isFinite(number)
    ? { number, text: null, shown }
    : { number: null, text: foldText(shown), shown }
}
