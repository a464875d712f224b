import { checkFilter, listNearest } from './check-filter'
import { readMeasureName } from './measure-name'
import {
  type Diagnostic,
  type Filter,
  joinAll,
  joinAny,
  QUALIFIERS,
  type Query,
  type Test,
  type Word,
} from './query'
import { type Character, hideQuoted, joinText, readTokens, type Token } from './read-tokens'

export type ParsedQuery = { readonly query: Query; readonly diagnostics: readonly Diagnostic[] }

/** Not `path/to:model`, and not `https://…`: those are words. */
const QUALIFIER = /^([A-Za-z][A-Za-z0-9_-]*)(?:\.([^:]*))?:(?!\/\/)/

/** Reads a search (product.md, "Search"). Any text has a meaning: what cannot be read as a filter is a word. */
export function parseQuery(text: string): ParsedQuery {
  const diagnostics: Diagnostic[] = []
  const query = readAlternatives(readTokens(text), diagnostics)
  return { query, diagnostics }
}

/** A group that is being read: the alternatives before this one, this one, and whether the whole is negated. */
type Group = {
  readonly done: Query[]
  parts: Query[]
  negate: boolean
  readonly open: Token | null
}

/** Groups are kept on a stack: thousands of parentheses cost no call each. */
function readAlternatives(tokens: readonly Token[], diagnostics: Diagnostic[]): Query {
  const stack: Group[] = [openGroup(null)]
  for (const token of tokens) {
    const group = stack.at(-1) as Group
    if (token.kind === 'open') stack.push(openGroup(token))
    else if (token.kind === 'close') closeGroup(stack)
    else if (token.kind === 'not') group.negate = !group.negate
    else if (token.kind === 'or') nextAlternative(group, token, diagnostics)
    else if (token.kind === 'term') addPart(group, readTerm(token, diagnostics))
  }
  while (stack.length > 1) {
    const { open } = stack.at(-1) as Group
    if (open)
      diagnostics.push({ ...placeOf(open), message: 'This parenthesis is not closed.', fix: null })
    closeGroup(stack)
  }
  return finish(stack[0] as Group)
}

function openGroup(open: Token | null): Group {
  return { done: [], parts: [], negate: false, open }
}

function closeGroup(stack: Group[]): void {
  const group = stack.pop()
  const outer = stack.at(-1)
  if (group === undefined || outer === undefined) return
  const isEmpty = group.done.length + group.parts.length === 0
  addPart(outer, isEmpty ? null : finish(group))
}

function finish({ done, parts }: Group): Query {
  return joinAny(parts.length === 0 ? done : [...done, joinAll(parts)])
}

function nextAlternative(group: Group, token: Token, diagnostics: Diagnostic[]): void {
  group.negate = false
  if (group.parts.length > 0) group.done.push(joinAll(group.parts))
  else {
    const message = 'OR stands between two terms. Quotes make it a word.'
    diagnostics.push({ ...placeOf(token), message, fix: '"OR"' })
  }
  group.parts = []
}

function addPart(group: Group, part: Query | null): void {
  if (part !== null) group.parts.push(group.negate ? negate(part) : part)
  group.negate = false
}

function negate(part: Query): Query {
  return part.kind === 'not' ? part.part : { kind: 'not', part }
}

function placeOf({ from, to }: Token): { readonly from: number; readonly to: number } {
  return { from, to }
}

type Term = Extract<Token, { readonly kind: 'term' }>

function readTerm(token: Term, diagnostics: Diagnostic[]): Query | null {
  const { characters } = token
  const [head, name = '', rest] = QUALIFIER.exec(hideQuoted(characters)) ?? []
  if (head === undefined) return readWord(characters)
  const qualifier = name.toLowerCase()
  const known = QUALIFIERS.find((one) => one === qualifier)
  const named = qualifier === 'metric' || qualifier === 'param'
  if (known === undefined || named !== Boolean(rest)) {
    diagnostics.push(explainWord(token, { head, qualifier }))
    return readWord(characters)
  }
  const at = rest
    ? readMeasureName(characters.slice(known.length + 1, head.length - 1))
    : { name: null, stage: null }
  const values = splitValues(characters.slice(head.length))
  const tests = values.map((value) => readTest(value, known)).filter((test) => test !== null)
  const filter: Filter = { kind: 'filter', qualifier: known, ...at, tests }
  diagnostics.push(...checkFilter(filter, token))
  return tests.length === 0 ? null : filter
}

function readWord(characters: readonly Character[]): Word | null {
  const { characters: kept, isStart } = cutStar(characters)
  const text = joinText(kept)
  return text === '' ? null : { kind: 'word', text, form: isStart ? 'start' : 'part' }
}

const COMPARED: ReadonlySet<string> = new Set([
  'metric',
  'param',
  'version',
  'updated',
  'registered',
  'promoted',
])

function readTest(characters: readonly Character[], qualifier: string): Test | null {
  const text = joinText(characters)
  if (text === '') return null
  const bare = hideQuoted(characters)
  if (COMPARED.has(qualifier)) {
    const operator = (['>=', '<=', '>', '<'] as const).find((sign) => bare.startsWith(sign))
    const bound = text.slice(operator?.length ?? 0)
    if (operator !== undefined) return bound === '' ? null : { kind: 'compare', operator, bound }
    const dots = bare.indexOf('..')
    if (dots >= 0 && bare !== '..') {
      return { kind: 'between', from: text.slice(0, dots), to: text.slice(dots + 2) }
    }
  }
  const { characters: kept, isStart } = cutStar(characters)
  if (isStart) return { kind: 'start', text: joinText(kept) }
  const isPlain = characters.every((one) => !one.quoted && !/[()]/.test(one.text))
  return { kind: isPlain ? 'text' : 'exact', text }
}

/** A star at the end, outside of quotes. */
function cutStar(characters: readonly Character[]) {
  const last = characters.at(-1)
  const isStart = last !== undefined && !last.quoted && last.text === '*'
  return { characters: isStart ? characters.slice(0, -1) : characters, isStart }
}

function splitValues(characters: readonly Character[]): readonly (readonly Character[])[] {
  const values: Character[][] = [[]]
  for (const character of characters) {
    if (!character.quoted && character.text === ',') values.push([])
    else values.at(-1)?.push(character)
  }
  return values
}

/** Why what looks like a qualifier is read as a word. */
function explainWord(
  token: Term,
  { head, qualifier }: { readonly head: string; readonly qualifier: string },
): Diagnostic {
  const { from, to } = token
  if (qualifier === 'metric' || qualifier === 'param') {
    const message = `${qualifier} needs a name, for example ${qualifier}.${qualifier === 'metric' ? 'auc:>0.9' : 'lr:0.01'}. This is read as a word.`
    return { from, to, message, fix: null }
  }
  const [near] = listNearest(qualifier, QUALIFIERS)
  const read = `There is no qualifier ${qualifier}:, so this is read as a word.`
  if (near === undefined) return { from, to, message: read, fix: null }
  const fix = near === 'metric' || near === 'param' ? null : `${near}:`
  return {
    from,
    to: from + head.length,
    message: `${read} Did you mean ${near}:?`,
    fix,
  }
}
