import { isList, isMapping, isNothing, member, scalarText } from '@/lib/repo-data/data-value'
import { cutText, LIMITS } from '@/lib/repo-data/limits'
import type { DataValue } from '@/lib/snapshot/types'
import type { CardFacts, CardResult } from '@/lib/views/card'

const MAX_ITEMS = 100
const MAX_RESULTS = 500

/**
 * What the front matter of a card says, read as failsafe YAML: `no` is a language there. What is of a wrong kind, or beyond
 * a limit, is left out.
 */
export function buildCardFacts(matter: DataValue): CardFacts {
  return {
    license: readLicense(matter),
    task: readText(matter, 'pipeline_tag'),
    library: readText(matter, 'library_name'),
    languages: listTexts(member(matter, 'language')),
    baseModels: listTexts(member(matter, 'base_model')),
    datasets: listTexts(member(matter, 'datasets')),
    metrics: listTexts(member(matter, 'metrics')),
    tags: listTexts(member(matter, 'tags')),
    results: listResults(member(matter, 'model-index')).slice(0, MAX_RESULTS),
  }
}

/** The name of a licence that is none of the listed ones stands beside it. */
function readLicense(matter: DataValue): string | null {
  const [license = null] = listTexts(member(matter, 'license'))
  return license === 'other' ? (readText(matter, 'license_name') ?? license) : license
}

function readText(value: DataValue | undefined, key: string): string | null {
  return shortText(member(value, key))
}

function shortText(value: DataValue | undefined): string | null {
  if (isNothing(value)) return null
  const text = scalarText(value)?.trim() ?? ''
  return text === '' ? null : cutText(text, LIMITS.nameBytes)
}

/** A list of texts, or one. */
function listTexts(value: DataValue | undefined): readonly string[] {
  const items = isList(value) ? value.slice(0, MAX_ITEMS) : [value]
  return [...new Set(items.flatMap((item) => shortText(item) ?? []))]
}

function listOf(value: DataValue | undefined): readonly DataValue[] {
  return isList(value) ? value : []
}

/** `model-index`: models with results, each of one task and one dataset, with metrics. */
function listResults(index: DataValue | undefined): readonly CardResult[] {
  const found: CardResult[] = []
  for (const model of listOf(index)) {
    for (const result of listOf(member(model, 'results'))) {
      if (found.length >= MAX_RESULTS) return found
      found.push(...listMetrics(result))
    }
  }
  return found
}

function listMetrics(result: DataValue): readonly CardResult[] {
  const nameOf = (key: string) => {
    const part = member(result, key)
    return isMapping(part) ? (readText(part, 'name') ?? readText(part, 'type')) : null
  }
  const [task, dataset] = [nameOf('task'), nameOf('dataset')]
  return listOf(member(result, 'metrics'))
    .slice(0, MAX_RESULTS)
    .flatMap((one) => {
      const metric = readText(one, 'name') ?? readText(one, 'type')
      const value = readText(one, 'value')
      return metric === null || value === null ? [] : [{ task, dataset, metric, value }]
    })
}
