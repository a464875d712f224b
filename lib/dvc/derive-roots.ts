import { isMapping, isNothing } from '@/lib/repo-data/data-value'
import { formatCount } from '@/lib/repo-data/limits'
import { fileNameOf, joinPath, parentDirectory } from '@/lib/repo-data/repo-path'
import { openStepBudget, type StepBudget } from '@/lib/repo-data/step-budget'
import type { DataValue, TreeFiles } from '@/lib/snapshot/types'
import type { CachedFile, CommitFiles, DvcCache, DvcFile, UnreadableFile } from './dvc-cache'
import { type IgnoreFile, openIgnore, parseIgnoreFile } from './dvcignore'
import { IGNORE, isDvcFile, LOCK } from './file-names'
import { listGraphFaults } from './graph-faults'
import { joinLock } from './join-lock'
import { linkStages, listOutputs, MAX_EDGES } from './link-stages'
import { parseDvcFile } from './parse-dvc-file'
import { type Content, NOTHING, readDvcYaml } from './read-dvc-yaml'
import type { DvcFinding, DvcRoot } from './types'
import { addFinding, type DvcPlace } from './vars'

/** What deriving one commit's roots needs. */
export type DvcInput = {
  /** All files of `isDvcFile`, every `dvc.lock` and every `.dvc/config`. */
  readonly listing: TreeFiles
  readonly files: CommitFiles
  readonly cache: DvcCache
  /** For the whole repository. */
  readonly budget: StepBudget
}

/** One root of a commit: the files that count, top-down, not linked yet. */
export type DvcRootFiles = {
  /** From the repository's top; '' is the top. */
  readonly directory: string
  readonly files: readonly DvcFile[]
}

/** Steps for one file: a file of a few lines can say that its lines are repeated many times over. */
const FILE_STEPS = 4_000_000

/**
 * The DVC roots of a commit (lineage.md, sections 1 to 6). A repository without a root is read as if its top were one.
 * Total: whatever the files hold, there is a result. A file that is not read yet counts as absent: a later call asks for
 * what it names.
 */
export function deriveRootFiles(input: DvcInput): readonly DvcRootFiles[] {
  return [...groupByRoot(input.listing)].map(([directory, paths]) => ({
    directory,
    files: deriveFilesOf(directory, paths, input).files.map(({ cached }) => cached.file),
  }))
}

/** A file with the root that it belongs to. */
export type RootFile = { readonly root: string; readonly cached: CachedFile }

type CountedFiles = {
  readonly files: readonly RootFile[]
  /** The `.dvcignore` files that could not be read. */
  readonly unreadable: readonly UnreadableFile[]
  /** Whether every `.dvcignore` was there to read. */
  readonly isSettled: boolean
}

/** The files of all roots that count, as the cache has them. */
export function deriveCachedFiles(input: DvcInput): CountedFiles {
  const roots = [...groupByRoot(input.listing)].map(([root, paths]) =>
    deriveFilesOf(root, paths, input),
  )
  return {
    files: roots.flatMap(({ files }) => files),
    unreadable: roots.flatMap(({ unreadable }) => unreadable),
    isSettled: roots.every(({ isSettled }) => isSettled),
  }
}

/** The files of `isDvcFile` that each root has. */
function groupByRoot({ files }: TreeFiles): ReadonlyMap<string, readonly string[]> {
  const ofRoot = new Map<string, string[]>(listRoots(files).map((root) => [root, []]))
  for (const path of files.keys()) {
    if (!isDvcFile(fileNameOf(path)) || isInternal(path)) continue
    const root = findRoot(path, ofRoot)
    if (root !== null) ofRoot.get(root)?.push(path)
  }
  return ofRoot
}

function listRoots(files: TreeFiles['files']): readonly string[] {
  const configs = [...files.keys()].filter((path) => CONFIG.test(path))
  const directories = configs.map((path) => parentDirectory(parentDirectory(path)))
  return directories.length === 0 ? [''] : directories
}

/** The file that makes a folder a root. */
export const CONFIG = /(?:^|\/)\.dvc\/config$/

/** The nearest root above a path; null where there is none. */
function findRoot(path: string, roots: ReadonlyMap<string, unknown>): string | null {
  for (let folder = parentDirectory(path); ; folder = parentDirectory(folder)) {
    if (roots.has(folder)) return folder
    if (folder === '') return null
  }
}

const INTERNAL = new Set(['.git', '.hg', '.dvc'])

function isInternal(path: string): boolean {
  return path.split('/').some((segment) => INTERNAL.has(segment))
}

/** Leaves out what `.dvcignore` excludes, and what lies in an output of a file that was read before. */
function deriveFilesOf(root: string, paths: readonly string[], input: DvcInput): CountedFiles {
  const ignores = readIgnores(paths, input.files)
  const isIgnored = openIgnore(ignores.files, input.budget)
  const outs = new Set<string>()
  const counted: RootFile[] = []
  for (const path of sortTopDown(paths.filter((one) => fileNameOf(one) !== IGNORE))) {
    if (isInOutput(path, outs) || isIgnored(path)) continue
    const cached = deriveFile(path, root, input)
    counted.push({ root, cached })
    for (const stage of cached.file.stages) for (const out of listOutputs(stage)) outs.add(out)
  }
  return { ...ignores, files: counted }
}

const CUT_EDGES = 'the repository has too much to find all edges'

/** The root with its locks joined, its edges, and what makes DVC reject its graph (lineage.md, section 7). */
export function linkRoot({ directory, files }: DvcRootFiles, budget: StepBudget): DvcRoot {
  const stages = files.flatMap(joinLock)
  const edges = linkStages(stages, budget)
  const file = joinPath(directory, 'dvc.yaml')
  const detail = `edges: the limit is ${formatCount(MAX_EDGES)}`
  const findings: readonly DvcFinding[] = [
    ...files.flatMap((one) => one.findings),
    ...listGraphFaults(stages, edges),
    ...(edges.length < MAX_EDGES ? [] : [{ code: 'list-too-long', file, detail } as const]),
    ...(budget.isExhausted() ? [{ code: 'too-much-work', file, detail: CUT_EDGES } as const] : []),
  ]
  const sections = files.flatMap((file) => file.sections ?? [])
  const datasets = files.flatMap((file) => file.datasets)
  return { directory, stages, sections, datasets, edges, findings }
}

/** A folder before what lies below it, as DVC walks. */
function sortTopDown(paths: readonly string[]): readonly string[] {
  const keyed = paths.map((path) => ({ path, folder: parentDirectory(path).replaceAll('/', '\0') }))
  keyed.sort((a, b) => compareTexts(a.folder, b.folder) || compareTexts(a.path, b.path))
  return keyed.map(({ path }) => path)
}

function compareTexts(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1
}

function isInOutput(file: string, outs: ReadonlySet<string>): boolean {
  for (let folder = parentDirectory(file); folder !== ''; folder = parentDirectory(folder)) {
    if (outs.has(folder)) return true
  }
  return false
}

type Ignores = Omit<CountedFiles, 'files'> & { readonly files: readonly IgnoreFile[] }

function readIgnores(paths: readonly string[], files: CommitFiles): Ignores {
  const ignoring = sortTopDown(paths.filter((path) => fileNameOf(path) === IGNORE))
  const facts = ignoring.map((path) => ({ path, fact: files.read(path, 'text') }))
  return {
    files: facts.flatMap(({ path, fact }) =>
      fact.kind === 'text' ? [parseIgnoreFile(path, fact.text)] : [],
    ),
    unreadable: facts.flatMap(({ path, fact }) =>
      fact.kind === 'problem' ? [{ path, fact }] : [],
    ),
    isSettled: !facts.some(({ path }) => files.isMissing(path, 'text')),
  }
}

/**
 * What one `dvc.yaml` or `.dvc` file says. The result is kept while the blobs of the file, of its lock and of all that it
 * names are the same.
 */
export function deriveFile(
  path: string,
  root: string,
  { listing, files, cache, budget }: DvcInput,
): CachedFile {
  const directory = parentDirectory(path)
  const known = path.endsWith('.dvc')
    ? [path]
    : [path, joinPath(directory, LOCK), joinPath(root, '.dvc/config')]
  const blobs = known.map((one) => listing.files.get(one) ?? '')
  // A path that limits left out of the listing may have a blob all the same.
  const listed = listing.cut === null ? known : known.filter((one) => listing.files.has(one))
  return cache.find(`${root}\0${path}`, { listed, blobs, files }, (read) => {
    const own = openStepBudget(FILE_STEPS, budget)
    const place: DvcPlace = { root, file: path, directory, read, found: [], budget: own }
    const found = path.endsWith('.dvc') ? readDvcFile(place) : readDvcYaml(place)
    return { path, root, ...found, findings: closePlace(place) }
  })
}

function closePlace({ file, found, budget }: DvcPlace): readonly DvcFinding[] {
  if (!budget.isExhausted()) return found
  const detail = `the limit is ${formatCount(FILE_STEPS)} steps`
  return [...found, { code: 'too-much-work', file, detail }]
}

function readDvcFile(place: DvcPlace): Content {
  const fact = place.read(place.file, 'typed-yaml')
  const value: DataValue = fact.kind === 'data' ? fact.value : null
  if (!isNothing(value) && !isMapping(value)) addFinding(place, 'dvc-file-malformed', '')
  return isMapping(value) ? { ...NOTHING, stages: [parseDvcFile(value, place)] } : NOTHING
}
