import type { BranchFact, FileLookup } from '@/lib/snapshot/types'
import { type AnnotationFile, findLine, readEntries } from './annotation-file'
import { CODEOWNERS_FILES, type Codeowners, parseCodeowners } from './codeowners'
import { isMapping, isNothing, plainText } from './data-value'
import { type Derived, type Files, openFiles } from './derived'
import { type GtoConfig, readGtoConfig } from './gto-config'
import { fits, formatCount, LIMITS } from './limits'
import { type ArtifactName, DIRECTORY, parseArtifactName, parseStageName } from './names'
import {
  distinctProblems,
  limitProblems,
  type ProblemCode,
  quote,
  type RegistryProblem,
} from './problem'
import { parentDirectory } from './repo-path'

/** Base names of the files that declare artifacts, in any folder. */
export const ANNOTATION_FILES: ReadonlySet<string> = new Set(['artifacts.yaml', 'dvc.yaml'])

/** The declarations at the head of a branch. */
export type BranchDeclaration = {
  readonly branch: BranchFact
  readonly gto: GtoConfig
  readonly artifacts: ReadonlyMap<
    ArtifactName,
    { readonly file: string; readonly line: number | null }
  >
  readonly codeowners: Codeowners | null
  /** Of files as a whole, and of entries that declare nothing; other problems are in the facts. */
  readonly problems: readonly RegistryProblem[]
}

/** The files at a branch's head whose base name is in `ANNOTATION_FILES`. */
export type BranchFiles = {
  readonly paths: readonly string[]
  /** Why there are more than are listed; null when there are none. */
  readonly cut: string | null
}

/**
 * Derives the declarations of a branch. Requests files once, and a second time when `.gto` names another index. Of more
 * artifacts and problems than the limits allow, the first ones are kept.
 */
export function deriveBranch(
  branch: BranchFact,
  { paths, cut }: BranchFiles,
  look: FileLookup,
): Derived<BranchDeclaration> {
  const files = openFiles(branch.commit, look)
  const gto = readGtoConfig(files)
  const owners = readCodeowners(files)
  const problems: RegistryProblem[] = []
  const report = (code: ProblemCode, detail: string) => {
    const place = { artifact: null, file: null, line: null, tag: null, commit: branch.commit }
    problems.push({ code, ...place, detail })
  }
  if (cut !== null) report('list-too-long', cut)
  const { artifacts, problems: found, isCut } = collect(listFiles(paths, gto.config.index), files)
  if (isCut) report('too-many-models', MODELS_LIMIT)
  const all = distinctProblems([
    ...files.problems(null),
    ...gto.problems,
    ...owners.problems,
    ...problems,
    ...found,
  ])
  return files.derive({
    branch,
    gto: gto.config,
    artifacts,
    codeowners: owners.codeowners,
    problems: limitProblems(all, {
      most: LIMITS.problems,
      artifact: null,
      commit: branch.commit,
    }),
  })
}

type Collected = {
  readonly artifacts: Map<ArtifactName, { file: string; line: number | null }>
  readonly problems: RegistryProblem[]
  /** Whether there is more than was collected. */
  readonly isCut: boolean
}

/** The entries that are read at most, because one file can exist in many folders. */
const MAX_ENTRIES = 10 * LIMITS.models
const MODELS_LIMIT = `the limits are ${formatCount(LIMITS.models)} artifacts and ${formatCount(MAX_ENTRIES)} entries`

function collect(declaring: readonly AnnotationFile[], files: Files): Collected {
  const artifacts: Collected['artifacts'] = new Map()
  const problems: RegistryProblem[] = []
  let entries = 0
  let isCut = false
  for (const file of declaring) {
    if (entries > MAX_ENTRIES) break
    const declared = declare(file, files)
    entries += declared.names.length + declared.problems.length
    for (const problem of declared.problems) problems.push(problem)
    for (const [name, line] of declared.names) {
      if (!artifacts.has(name) && artifacts.size === LIMITS.models) isCut = true
      else if (file.kind === 'dvc' || !artifacts.has(name)) {
        artifacts.set(name, { file: file.path, line })
      }
    }
  }
  return { artifacts, problems, isCut: isCut || entries > MAX_ENTRIES }
}

/** The index speaks of the root's artifacts wherever it stands; other files of those of their folder. */
function listFiles(paths: readonly string[], index: string): readonly AnnotationFile[] {
  const others = [...new Set(paths)].filter((path) => path !== index && path !== 'artifacts.yaml')
  const folders = others.sort().map((path): AnnotationFile => {
    const kind = path === 'dvc.yaml' || path.endsWith('/dvc.yaml') ? 'dvc' : 'gto'
    return { path, kind, directory: parentDirectory(path) }
  })
  return [{ path: index, kind: 'gto', directory: '' }, ...folders]
}

type Declared = {
  readonly names: readonly (readonly [ArtifactName, number | null])[]
  readonly problems: readonly RegistryProblem[]
}

function declare(file: AnnotationFile, files: Files): Declared {
  const { entries, code } = readEntries(file, files)
  const fact = files.read(file.path, 'yaml')
  const names: (readonly [ArtifactName, number | null])[] = []
  const problems: RegistryProblem[] = []
  const report = (found: ProblemCode, key: string | null, name: ArtifactName | null) => {
    const line = key === null ? null : findLine(file, fact, [key])
    const detail = name === null && key !== null ? quoteName(found, key) : ''
    const place = { file: file.path, line, tag: null, commit: files.commit }
    problems.push({ code: found, artifact: name, ...place, detail })
  }
  if (code !== null) report(code, null, null)
  const keys = Object.entries(entries)
  if (keys.length > 0 && !isNameable(file.directory)) {
    report('annotation-bad-directory', null, null)
    return { names, problems }
  }
  for (const [key, entry] of keys) {
    const name = parseName(file.directory, key)
    if (name === null) report(findNameProblem(file.directory, key), key, null)
    else if (!isMapping(entry) && !isNothing(entry)) {
      report('annotation-entry-not-a-mapping', key, name)
    } else names.push([name, findLine(file, fact, [key])])
  }
  return { names, problems }
}

const DIRECTORY_NAME = new RegExp(`^${DIRECTORY}$`)

/** GTO's names take no spaces and no letters beyond ASCII in the folder's part. */
function isNameable(directory: string): boolean {
  return directory === '' || DIRECTORY_NAME.test(directory)
}

function parseName(directory: string, key: string): ArtifactName | null {
  return parseStageName(key) === null ? null : parseArtifactName(joinName(directory, key))
}

function joinName(directory: string, key: string): string {
  return directory === '' ? key : `${directory}:${key}`
}

function findNameProblem(directory: string, key: string): ProblemCode {
  return fits(joinName(directory, key), LIMITS.nameBytes) ? 'annotation-bad-name' : 'name-too-long'
}

function quoteName(code: ProblemCode, key: string): string {
  if (code !== 'name-too-long') return quote(key)
  return `${quote(key)}: the limit for the whole name is ${LIMITS.nameBytes} bytes`
}

type FoundCodeowners = {
  readonly codeowners: Codeowners | null
  readonly problems: readonly RegistryProblem[]
}

function readCodeowners(files: Files): FoundCodeowners {
  const found = CODEOWNERS_FILES.map((file) => ({ file, fact: files.read(file, 'text') }))
  for (const { file, fact } of found) {
    if (fact.kind !== 'text') continue
    const codeowners = parseCodeowners(file, plainText(fact.text))
    if (codeowners !== null) return { codeowners, problems: [] }
    const place = { artifact: null, file, line: null, tag: null, commit: files.commit }
    const detail = `a pattern: the limit is ${formatCount(LIMITS.pathBytes)} bytes`
    return { codeowners: null, problems: [{ code: 'path-too-long', ...place, detail }] }
  }
  return { codeowners: null, problems: [] }
}
