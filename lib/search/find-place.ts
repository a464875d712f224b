import { QUALIFIERS, type Qualifier } from './query'
import { joinText, readCharacters, readTokens } from './read-tokens'

/** What stands at the caret of a search, to be completed. `from` and `to` are what a completion replaces. */
export type Place = {
  readonly from: number
  readonly to: number
  /** What is typed of it, before the caret. */
  readonly typed: string
  /** The search without the term at the caret: what a completion is counted under. */
  readonly rest: string
} & (
  | { readonly kind: 'word' }
  /** The name of a metric or param. */
  | { readonly kind: 'name'; readonly qualifier: 'metric' | 'param' }
  /** The stage after a name and `@`. */
  | { readonly kind: 'stage' }
  | { readonly kind: 'value'; readonly qualifier: Qualifier }
)

/** The place at the caret, a position in the text. Between terms it is an empty word. */
export function findPlace(text: string, caret: number): Place {
  const token = readTokens(text).find(
    ({ kind, from, to }) => (kind === 'term' || kind === 'or') && from <= caret && caret <= to,
  )
  if (token === undefined) return { kind: 'word', from: caret, to: caret, typed: '', rest: text }
  const { from, to } = token
  const rest = `${text.slice(0, from)}${text.slice(to)}`
  const before = text.slice(from, caret)
  const signs = hideQuotes(text.slice(from, to))
  const shown = signs.slice(0, caret - from)
  const [head, name = ''] = /^([A-Za-z]+)(?:\.[^:\s]*)?:/.exec(shown) ?? []
  const qualifier = QUALIFIERS.find((one) => one === name.toLowerCase())
  if (head !== undefined && qualifier !== undefined) {
    const start = from + findValueStart(before, head.length)
    const end = findValueEnd(text, caret, to)
    return { kind: 'value', qualifier, from: start, to: end, typed: text.slice(start, caret), rest }
  }
  const [whole, measure = '', of = ''] = /^(metric|param)\.([^:]*)$/i.exec(shown) ?? []
  if (whole === undefined) return { kind: 'word', from, to, typed: before, rest }
  const end = signs.slice(caret - from).search(/[:@]/)
  const at = of.lastIndexOf('@')
  const place = { to: end < 0 ? to : caret + end, rest }
  if (at > 0)
    return {
      kind: 'stage',
      from: caret - (of.length - at - 1),
      typed: readTyped(before, measure.length + at + 2),
      ...place,
    }
  const measured = measure.toLowerCase() === 'param' ? 'param' : 'metric'
  return {
    kind: 'name',
    qualifier: measured,
    from: caret - of.length,
    typed: readTyped(before, measure.length + 1),
    ...place,
  }
}

/** What is typed from there on, without quotes. */
function readTyped(before: string, from: number): string {
  return joinText(readCharacters(before.slice(from)))
}

/** The text, as long as before, with a quote in place of all that quotes enclose. */
function hideQuotes(text: string): string {
  const hidden = Array.from({ length: text.length }, () => '"')
  for (const { text: one, at, quoted } of readCharacters(text)) if (!quoted) hidden[at] = one
  return hidden.join('')
}

/** After the last comma that no quotes enclose. */
function findValueStart(before: string, least: number): number {
  let start = least
  let isQuoted = false
  for (let at = least; at < before.length; at += 1) {
    if (before[at] === '"') isQuoted = !isQuoted
    if (before[at] === ',' && !isQuoted) start = at + 1
  }
  return start
}

function findValueEnd(text: string, caret: number, to: number): number {
  const comma = text.slice(caret, to).indexOf(',')
  return comma < 0 ? to : caret + comma
}
