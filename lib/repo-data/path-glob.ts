import type { StepBudget } from './step-budget'

/** The pattern of one segment of a path; `**` matches any number of segments. */
type Part = '**' | readonly string[]
export type Glob = readonly Part[]

/** The segments of a path as their characters. */
export type SplitPath = readonly (readonly string[])[]

export function splitPath(path: string): SplitPath {
  return path.split('/').map((segment) => [...segment])
}

/** One segment of a pattern: `*`, `?`, characters, and characters after a backslash. */
export function parseGlobPart(written: string): Part {
  return written === '**' ? written : (written.match(/\\.|[^\\]|\\$/gsu) ?? [])
}

/** The same with the classes of gitignore(5): `[a-z]`, `[!a]`. A class without an end matches nothing. */
export function parseClassGlobPart(written: string): Part {
  if (written === '**') return written
  const parts: string[] = []
  for (let at = 0; at < written.length; ) {
    const part = written[at] === '[' ? readClass(written, at) : readCharacter(written, at)
    parts.push(part)
    at += part.length
  }
  return parts
}

function readCharacter(written: string, at: number): string {
  const first = String.fromCodePoint(written.codePointAt(at) ?? 0)
  const next = written.codePointAt(at + 1)
  return first === '\\' && next !== undefined ? `\\${String.fromCodePoint(next)}` : first
}

/** A `]` that stands first is a member. */
function readClass(written: string, at: number): string {
  const first = /[!^]/.test(written[at + 1] ?? '') ? at + 2 : at + 1
  const end = written.indexOf(']', first + 1)
  return end < 0 ? written.slice(at) : written.slice(at, end + 1)
}

function isClass(part: string): boolean {
  return part.length > 1 && part.startsWith('[')
}

function isInClass(part: string, char: string): boolean {
  if (!part.endsWith(']')) return false
  const isNegated = /[!^]/.test(part[1] ?? '')
  const members = [...part.slice(isNegated ? 2 : 1, -1)]
  for (let at = 0; at < members.length; at += 1) {
    const [from = '', dash, to] = members.slice(at, at + 3)
    const isRange = dash === '-' && to !== undefined
    if (isRange ? from <= char && char <= to : from === char) return !isNegated
    if (isRange) at += 2
  }
  return isNegated
}

/** Whether a glob is the whole path. Also false when the budget is exhausted. */
export function matchGlob(glob: Glob, path: SplitPath, budget: StepBudget): boolean {
  return matchStarred(glob, path, segments(budget))
}

type Stars<Wanted, Item> = {
  readonly isStar: (part: Wanted) => boolean
  readonly matches: (part: Wanted, item: Item) => boolean
  readonly budget: StepBudget
}

function segments(budget: StepBudget): Stars<Part, readonly string[]> {
  return {
    isStar: (part) => part === '**',
    matches: (part, segment) => part !== '**' && matchStarred(part, segment, characters(budget)),
    budget,
  }
}

function characters(budget: StepBudget): Stars<string, string> {
  return {
    isStar: (part) => part === '*',
    matches: (part, char) =>
      isClass(part)
        ? budget.spend(part.length) && isInClass(part, char)
        : part === '?' || part === char || part === `\\${char}`,
    budget,
  }
}

/** The classic matcher that backtracks only to the last star. Spends a step for each comparison. */
function matchStarred<Wanted, Item>(
  glob: readonly Wanted[],
  items: readonly Item[],
  { isStar, matches, budget }: Stars<Wanted, Item>,
): boolean {
  let at = 0
  let star = -1
  let resume = 0
  for (let index = 0; index < items.length; ) {
    if (!budget.spend(1)) return false
    const part = glob[at]
    const item = items[index]
    if (part !== undefined && isStar(part)) {
      star = at
      at += 1
      resume = index
    } else if (part !== undefined && item !== undefined && matches(part, item)) {
      at += 1
      index += 1
    } else if (star >= 0) {
      at = star + 1
      resume += 1
      index = resume
    } else return false
  }
  return glob.slice(at).every(isStar)
}
