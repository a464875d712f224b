import { type Glob, matchGlob, parseGlobPart, splitPath } from '@/lib/repo-data/path-glob'
import { joinPath, parentDirectory } from '@/lib/repo-data/repo-path'
import type { StepBudget } from '@/lib/repo-data/step-budget'
import { isBelow } from './dvc-path'

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
  const rules = text.split('\n').flatMap((line) => readRule(line) ?? [])
  return { directory: parentDirectory(path), rules: rules.slice(0, MAX_RULES) }
}

function readRule(line: string): Rule | null {
  const written = line.replace(/\r$/, '').trimEnd()
  if (written === '' || written.startsWith('#')) return null
  const isNegated = written.startsWith('!')
  const pattern = isNegated ? written.slice(1) : written
  const segments = pattern.split('/').filter((part) => part !== '')
  if (segments.length === 0) return null
  const isAnchored = pattern.slice(0, -1).includes('/')
  const parts = segments.map(parseGlobPart)
  const glob: Glob = isAnchored ? parts : ['**', ...parts]
  return { isNegated, isFolder: pattern.endsWith('/'), glob }
}

/**
 * Whether `.dvcignore` files exclude a file, by itself or by one of its folders: of the rules that match, the last one
 * of the nearest file counts. Spends steps.
 */
export function isIgnored(files: readonly IgnoreFile[], path: string, budget: StepBudget): boolean {
  if (files.length === 0) return false
  const segments = path.split('/')
  let prefix = ''
  for (const [index, segment] of segments.entries()) {
    prefix = joinPath(prefix, segment)
    const kind = index === segments.length - 1 ? 'file' : 'folder'
    if (isExcluded(files, { path: prefix, kind }, budget)) return true
  }
  return false
}

type Entry = { readonly path: string; readonly kind: 'file' | 'folder' }

function isExcluded(
  files: readonly IgnoreFile[],
  { path, kind }: Entry,
  budget: StepBudget,
): boolean {
  let excluded = false
  for (const { directory, rules } of files) {
    if (path === directory || !isBelow(path, directory)) continue
    const below = directory === '' ? path : path.slice(directory.length + 1)
    const items = splitPath(below)
    for (const { isNegated, isFolder, glob } of rules) {
      if (isFolder && kind === 'file') continue
      if (excluded === isNegated && matchGlob(glob, items, budget)) excluded = !isNegated
    }
  }
  return excluded
}
