import type { Metric } from '@/lib/registry/values'
import { numericValue } from '@/lib/snapshot/types'
import type { CardResult } from '@/lib/views/card'

/** A number of the card that is not the one of the metrics file. */
export type Disagreement = {
  /** Place of the result in the card. */
  readonly result: number
  /** The metric as the file names it. */
  readonly name: string
  readonly value: Metric
}

/**
 * The results of a card that the metrics of the same commit contradict. A card may round, and may write a share as per
 * cent. Where several results have one metric, for example for several datasets, one that agrees is enough.
 */
export function listDisagreements(
  results: readonly CardResult[],
  metrics: Readonly<Record<string, Metric>>,
): readonly Disagreement[] {
  const find = openMetrics(metrics)
  const compared = results.flatMap((one, result) => {
    const name = find(one.metric)
    const written = parseValue(one.value)
    const value = name === null ? undefined : metrics[name]
    if (name === null || written === null || value === undefined) return []
    return [{ result, name, value, agrees: isRounded(written, numericValue(value)) }]
  })
  const right = new Set(compared.filter(({ agrees }) => agrees).map(({ name }) => name))
  return compared
    .filter(({ name }) => !right.has(name))
    .map(({ result, name, value }) => ({ result, name, value }))
}

/** Finds the metric of a name, else the only one whose last part has the name; case and punctuation do not count. */
function openMetrics(metrics: Readonly<Record<string, Metric>>) {
  const whole = new Map<string, string | null>()
  const last = new Map<string, string | null>()
  for (const name of Object.keys(metrics)) {
    add(whole, plain(name), name)
    add(last, plain(name.slice(Math.max(name.lastIndexOf('.'), name.lastIndexOf('/')) + 1)), name)
  }
  return (wanted: string) => whole.get(plain(wanted)) ?? last.get(plain(wanted)) ?? null
}

/** A key of two names stands for neither. */
function add(names: Map<string, string | null>, key: string, name: string): void {
  names.set(key, names.has(key) ? null : name)
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '')
}

type Written = { readonly number: number; readonly digits: number; readonly percent: boolean }

const NUMBER = /^([+-]?\d{1,20}(?:\.(\d{0,20}))?(?:[eE]([+-]?\d{1,3}))?)\s*(%?)$/

/** A number with the digits after its point; null for any other text. */
function parseValue(text: string): Written | null {
  const [, number = '', fraction = '', exponent = '0', percent = ''] = NUMBER.exec(text) ?? []
  if (number === '') return null
  const digits = Math.max(0, fraction.length - Number(exponent))
  return { number: Number(number), digits, percent: percent !== '' }
}

/** Whether the file's number, rounded to what the card writes, is the card's. */
function isRounded({ number, digits, percent }: Written, value: number): boolean {
  const step = 10 ** -digits
  const isNear = (exact: number) =>
    Math.abs(exact - number) <= step * 0.5 + 1e-9 * Math.max(1, Math.abs(exact))
  return (!percent && isNear(value)) || isNear(value * 100)
}
