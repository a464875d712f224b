import { formatName } from './format-query'
import { type Character, hideQuoted, joinText, readCharacters } from './read-tokens'

/** A metric or a param, of the latest version where `stage` is null. */
export type MeasureName = { readonly name: string; readonly stage: string | null }

/** `NAME` or `NAME@STAGE`; a name with `@` or `:` in it stands in quotes. */
export function readMeasureName(characters: readonly Character[]): MeasureName {
  const at = hideQuoted(characters).lastIndexOf('@')
  const text = (from: number, to?: number) => joinText(characters.slice(from, to))
  return at > 0 && at < characters.length - 1
    ? { name: text(0, at), stage: text(at + 1) }
    : { name: text(0), stage: null }
}

/** The names of a list: it is split at commas that are not in quotes. */
export function splitNames(text: string): readonly string[] {
  const commas = readCharacters(text)
    .filter((character) => character.text === ',' && !character.quoted)
    .map(({ at }) => at)
  return [...commas, text.length].map((end, index) =>
    text.slice(index === 0 ? 0 : (commas[index - 1] ?? 0) + 1, end),
  )
}

const MEASURE = /^((?:metric|param)\.)(.+)$/s

/** Of a text such as `metric.auc` or `param."a@b"@production`, with the `metric.` in the name; null for another. */
export function parseMeasure(text: string): MeasureName | null {
  const [, prefix, rest] = MEASURE.exec(text) ?? []
  if (prefix === undefined || rest === undefined) return null
  const { name, stage } = readMeasureName(readCharacters(rest))
  return name === '' ? null : { name: `${prefix}${name}`, stage }
}

/** The text that parses to it. */
export function formatMeasure({ name, stage }: MeasureName): string {
  const [, prefix = '', rest = ''] = MEASURE.exec(name) ?? []
  return `${prefix}${formatName(rest)}${stage === null ? '' : `@${formatName(stage)}`}`
}
