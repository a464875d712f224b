import { type Glob, matchGlob, parseClassGlobPart, splitPath } from '@/lib/repo-data/path-glob'
import { joinPath, listFolders, parentDirectory } from '@/lib/repo-data/repo-path'
import type { StepBudget } from '@/lib/repo-data/step-budget'

type Rule = {
  readonly isNegated: boolean
  readonly isFolder: boolean
  readonly glob: Glob
}

/** The rules of one `.dvcignore`, which hold below its folder. */
export type IgnoreFile = { readonly directory: string; readonly rules: readonly Rule[] }

/** Rules of one file beyond these are not read. */
const MAX_RULES = 1_000

/** Reads a `.dvcignore`, whose syntax is that of gitignore(5). */
export function parseIgnoreFile(path: string, text: string): IgnoreFile {
  const rules: Rule[] = []
  for (const line of text.split('\n')) {
    const rule = readRule(line)
    if (rule !== null) rules.push(rule)
    if (rules.length === MAX_RULES) break
  }
  return { directory: parentDirectory(path), rules }
}

function readRule(line: string): Rule | null {
  const written = line.replace(/\r$/, '').trimEnd()
  if (written === '' || written.startsWith('#')) return null
  const isNegated = written.startsWith('!')
  const pattern = isNegated ? written.slice(1) : written
  const segments = pattern.split('/').filter((part) => part !== '')
  if (segments.length === 0) return null
  const isAnchored = pattern.slice(0, -1).includes('/')
  const parts = segments.map(parseClassGlobPart)
  const glob: Glob = isAnchored ? parts : ['**', ...parts]
  return { isNegated, isFolder: pattern.endsWith('/'), glob }
}

/** Whether a file of the commit is excluded. */
export type IsIgnored = (path: string) => boolean

type Entry = { readonly path: string; readonly kind: 'file' | 'folder' }
/** The rules of `.dvcignore` files by folder. */
type Rules = ReadonlyMap<string, readonly Rule[]>

/** Answers that are kept. */
const MAX_KNOWN = 100_000

/**
 * Tells which files `.dvcignore` files exclude, by themselves or by one of their folders: of the rules that match, the
 * last one of the nearest file counts. `files` are in the order of their folders, a folder before what lies below it; one
 * that is excluded itself does not count. Spends steps.
 */
export function openIgnore(files: readonly IgnoreFile[], budget: StepBudget): IsIgnored {
  const rules = new Map<string, readonly Rule[]>()
  const known = new Map<string, boolean>()
  const isIgnored = ({ path, kind }: Entry): boolean => {
    const key = `${kind} ${path}`
    const before = known.get(key)
    if (before !== undefined) return before
    const folder = parentDirectory(path)
    const isFolderIgnored = folder !== '' && isIgnored({ path: folder, kind: 'folder' })
    const found = isFolderIgnored || isExcluded(rules, { path, kind }, budget)
    if (known.size === MAX_KNOWN) known.clear()
    known.set(key, found)
    return found
  }
  for (const file of files) {
    const path = joinPath(file.directory, '.dvcignore')
    if (!isIgnored({ path, kind: 'file' })) rules.set(file.directory, file.rules)
    known.clear()
  }
  return (path) => rules.size > 0 && isIgnored({ path, kind: 'file' })
}

function isExcluded(rules: Rules, { path, kind }: Entry, budget: StepBudget): boolean {
  let excluded = false
  for (const directory of listFolders(path)) {
    const own = rules.get(directory)
    if (own === undefined) continue
    const items = splitPath(directory === '' ? path : path.slice(directory.length + 1))
    for (const { isNegated, isFolder, glob } of own) {
      if (isFolder && kind === 'file') continue
      if (excluded === isNegated && matchGlob(glob, items, budget)) excluded = !isNegated
    }
  }
  return excluded
}
