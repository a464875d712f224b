import { RE2JS } from 're2js'
import type { StepBudget } from '@/lib/repo-data/step-budget'
import { STEPS } from './steps'

/** Whether a pattern is found in a text; null when the pattern is none, or costs more than a file may. */
export type Matcher = (pattern: string, text: string) => boolean | null

const MAX_TEXT = 1000
const MAX_PATTERN = 500
/** Characters of a pattern, times what its counts like `{40}` multiply them by. */
const MAX_SIZE = 2000
const MAX_PATTERNS = 100
const MAX_MATCHES = 1000

/**
 * Patterns as GitLab writes them, `/.../` with flags, of one file. They are RE2, so none takes long for its size; sizes
 * and numbers are bounded, because any person who may push a commit can write them.
 */
export function openMatcher(budget: StepBudget): Matcher {
  const compiled = new Map<string, Compiled | null>()
  const answers = new Map<string, boolean>()
  return (pattern, text) => {
    if (pattern.length > MAX_PATTERN || text.length > MAX_TEXT) return null
    let known = compiled.get(pattern)
    if (known === undefined) {
      if (compiled.size >= MAX_PATTERNS) return null
      known = compile(pattern, budget)
      compiled.set(pattern, known)
    }
    if (known === null) return null
    const key = `${pattern}\0${text}`
    const answer = answers.get(key)
    if (answer !== undefined || answers.size >= MAX_MATCHES) return answer ?? null
    if (!budget.spend(known.size * text.length)) return null
    const found = known.regex.matcher(text).find()
    answers.set(key, found)
    return found
  }
}

/** Whether a text has the form of a pattern. */
export function isPattern(text: string): boolean {
  const end = text.lastIndexOf('/')
  return text.startsWith('/') && end > 0 && /^[ismU]*$/.test(text.slice(end + 1))
}

type Compiled = { readonly regex: RE2JS; readonly size: number }

function compile(pattern: string, budget: StepBudget): Compiled | null {
  if (!isPattern(pattern)) return null
  const end = pattern.lastIndexOf('/')
  const source = pattern.slice(1, end)
  const flags = pattern.slice(end + 1)
  const counts = [...source.matchAll(/\{(?:\d*,)?(\d+),?\}/g)].map(
    ([, count]) => Number(count) || 1,
  )
  const size = counts.reduce((product, count) => product * count, source.length)
  if (size > MAX_SIZE || !budget.spend(size * STEPS.compile)) return null
  try {
    return { regex: RE2JS.compile(flags === '' ? source : `(?${flags})${source}`), size }
  } catch {
    return null
  }
}
