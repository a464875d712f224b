import { matchOwnerPattern } from './owner-pattern'

/** A CODEOWNERS file. Where GitHub's and GitLab's rules differ, the file's place and form decide. */
export type Codeowners = {
  readonly file: string
  readonly dialect: 'github' | 'gitlab'
  readonly sections: readonly OwnerSection[]
}

type OwnerSection = { readonly name: string; readonly rules: readonly OwnerRule[] }
type OwnerRule = {
  readonly pattern: string
  readonly owners: readonly string[]
  /** GitLab's `!pattern`: nobody of this section owns it. */
  readonly excludes: boolean
}

/** Where the file may stand, the first one counts: GitHub's and GitLab's places. */
export const CODEOWNERS_FILES: readonly string[] = [
  '.github/CODEOWNERS',
  '.gitlab/CODEOWNERS',
  'CODEOWNERS',
  'docs/CODEOWNERS',
]

const SECTION = /^\^?\[([^\]]+)\](?:\[\d+\])?(?:\s+(.*))?$/

/** Reads the file as its hoster would. Lines that neither understands are passed over. */
export function parseCodeowners(file: string, text: string): Codeowners {
  const sections = new Map<string, { name: string; rules: OwnerRule[] }>()
  const sectionOf = (name: string) => {
    const found = sections.get(name.toLowerCase()) ?? { name, rules: [] }
    sections.set(name.toLowerCase(), found)
    return found
  }
  let section = sectionOf('')
  let defaults: readonly string[] = []
  for (const line of text.split(/\r?\n/).map((raw) => raw.trim())) {
    if (line === '' || line.startsWith('#')) continue
    const header = SECTION.exec(line)
    if (header !== null) {
      section = sectionOf((header[1] ?? '').trim())
      defaults = parseOwners(header[2] ?? '')
      continue
    }
    const rule = parseRule(line)
    section.rules.push(rule.owners.length === 0 ? { ...rule, owners: defaults } : rule)
  }
  const isGitlab = file.startsWith('.gitlab/') || sections.size > 1
  return { file, dialect: isGitlab ? 'gitlab' : 'github', sections: [...sections.values()] }
}

/** The owners of a path from the root: the last matching rule, in each of GitLab's sections. */
export function findCodeowners(codeowners: Codeowners, path: string): readonly string[] {
  const found = codeowners.sections.flatMap(({ rules }) => {
    const matching = rules.filter(({ pattern }) =>
      matchOwnerPattern(pattern, path, codeowners.dialect),
    )
    return matching.some(({ excludes }) => excludes) ? [] : (matching.at(-1)?.owners ?? [])
  })
  return [...new Set(found)]
}

function parseRule(line: string): OwnerRule {
  const [, written = '', rest = ''] = /^((?:\\.|[^\s\\])+)\s*(.*)$/.exec(line) ?? []
  const excludes = written.startsWith('!')
  return { pattern: excludes ? written.slice(1) : written, owners: parseOwners(rest), excludes }
}

/** `@name`, `@group/name`, `@@role` and e-mail addresses, up to a comment. */
function parseOwners(text: string): readonly string[] {
  const words = text.replace(/(?:^|\s)#.*$/, '').split(/\s+/)
  return words.filter((word) => /^@{1,2}[^@\s]+$|^[^@\s]+@[^@\s]+$/.test(word))
}
