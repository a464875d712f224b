import { copyText, fits, LIMITS } from '@/lib/repo-data/limits'
import { splitPath } from '@/lib/repo-data/path-glob'
import type { StepBudget } from '@/lib/repo-data/step-budget'
import { compileOwnerPattern, matchOwnerPattern, type OwnerPattern } from './owner-pattern'

/** A CODEOWNERS file. Where GitHub's and GitLab's rules differ, the file's place and form decide. */
export type Codeowners = {
  readonly file: string
  readonly dialect: 'github' | 'gitlab'
  readonly sections: readonly OwnerSection[]
}

type OwnerSection = { readonly name: string; readonly rules: readonly OwnerRule[] }
type OwnerRule = {
  readonly pattern: OwnerPattern
  readonly owners: readonly string[]
  /** GitLab's `!pattern`: the path has no owner in this section. */
  readonly excludes: boolean
}

/** The places of the file at GitHub and GitLab. The first existing file counts. */
export const CODEOWNERS_FILES: readonly string[] = [
  '.github/CODEOWNERS',
  '.gitlab/CODEOWNERS',
  'CODEOWNERS',
  'docs/CODEOWNERS',
]

const SECTION = /^\^?\[([^\]]+)\](?:\[\d+\])?(?=\s|$)/

/** A line of the file: the name of a section, or a pattern; and what follows it. */
type Line = {
  readonly kind: 'section' | 'rule'
  readonly written: string
  readonly owners: readonly string[]
}

/**
 * Reads the file as GitHub or GitLab reads it. Lines that neither understands are ignored. Null when a pattern is
 * longer than a path may be, because without its line another one would count for the same paths.
 */
export function parseCodeowners(file: string, text: string): Codeowners | null {
  const lines = readLines(text)
  if (lines.some(({ written }) => !fits(written, LIMITS.pathBytes))) return null
  const names = new Set(['', ...lines.filter(isSection).map(({ written }) => keyOf(written))])
  const dialect = file.startsWith('.gitlab/') || names.size > 1 ? 'gitlab' : 'github'
  const sections = new Map<string, { name: string; rules: OwnerRule[] }>()
  const sectionOf = (name: string) => {
    const found = sections.get(keyOf(name)) ?? { name, rules: [] }
    sections.set(keyOf(name), found)
    return found
  }
  let section = sectionOf('')
  let defaults: readonly string[] = []
  for (const { kind, written, owners } of lines) {
    if (kind === 'section') {
      section = sectionOf(written)
      defaults = owners
    } else {
      const excludes = written.startsWith('!')
      const pattern = compileOwnerPattern(excludes ? written.slice(1) : written, dialect)
      section.rules.push({ pattern, owners: owners.length === 0 ? defaults : owners, excludes })
    }
  }
  return { file, dialect, sections: [...sections.values()] }
}

function isSection({ kind }: Line): boolean {
  return kind === 'section'
}

function keyOf(section: string): string {
  return section.toLowerCase()
}

/**
 * The owners of a path from the root: the last matching rule, in each of GitLab's sections. None when the budget is
 * exhausted before they are found.
 */
export function listCodeowners(
  codeowners: Codeowners,
  path: string,
  budget: StepBudget,
): readonly string[] {
  const owned = splitPath(path)
  const covers = ({ pattern }: OwnerRule) => matchOwnerPattern(pattern, owned, budget)
  const found = codeowners.sections.flatMap(({ rules }) => {
    const isExcluded = rules.some((rule) => rule.excludes && covers(rule))
    return isExcluded ? [] : (rules.findLast(covers)?.owners ?? [])
  })
  return budget.isExhausted() ? [] : [...new Set(found)]
}

function readLines(text: string): readonly Line[] {
  return text.split(/\r?\n/).flatMap((raw): Line[] => {
    const line = raw.trim()
    if (line === '' || line.startsWith('#')) return []
    const header = SECTION.exec(line)
    if (header !== null) {
      const owners = parseOwners(line.slice(header[0].length))
      return [{ kind: 'section', written: (header[1] ?? '').trim(), owners }]
    }
    const end = findEnd(line)
    return [{ kind: 'rule', written: line.slice(0, end), owners: parseOwners(line.slice(end)) }]
  })
}

/** Where the pattern of a line ends: at the first white space without a backslash before it. */
function findEnd(line: string): number {
  for (let at = 0; at < line.length; at += 1) {
    if (line[at] === '\\') at += 1
    else if (/\s/.test(line[at] ?? '')) return at
  }
  return line.length
}

/** `@name`, `@group/name`, `@@role` and e-mail addresses, up to a comment. */
function parseOwners(text: string): readonly string[] {
  const words = text.split(/\s+/)
  const comment = words.findIndex((word) => word.startsWith('#'))
  return words
    .slice(0, comment < 0 ? words.length : comment)
    .filter((word) => /^@{1,2}[^@\s]+$|^[^@\s]+@[^@\s]+$/.test(word))
    .filter((word) => fits(word, LIMITS.nameBytes))
    .slice(0, LIMITS.owners)
    .map(copyText)
}
