import { isMapping, isNothing, member } from '@/lib/repo-data/data-value'
import { formatCount } from '@/lib/repo-data/limits'
import { quote } from '@/lib/repo-data/quote'
import { joinPath, parentDirectory } from '@/lib/repo-data/repo-path'
import { openStepBudget, type StepBudget } from '@/lib/repo-data/step-budget'
import type { DataValue, Oid } from '@/lib/snapshot/types'
import { type CommandStyle, parseCommandStyle } from './build-flags'
import { deriveStage } from './derive-stage'
import { type CommitFiles, type DvcCache, type DvcFile, indexStages } from './dvc-cache'
import { readPath } from './dvc-path'
import { type IgnoreFile, isIgnored, parseIgnoreFile } from './dvcignore'
import { expandStages } from './expand-stages'
import { isDvcFile, LOCK } from './file-names'
import { listGraphFaults } from './graph-faults'
import { linkStages, listOutputs } from './link-stages'
import { type LockedStage, parseLock } from './locked'
import { parseDvcFile } from './parse-dvc-file'
import { interpolate, isTemplated, openReport, type Scope, type TemplateReport } from './template'
import type { DvcFinding, DvcRoot } from './types'
import { addFinding, type DvcPlace, MAX_FOUND, readTopVars } from './vars'

/** The paths of a commit's files that describe pipelines, with their blobs. */
export type DvcListing = ReadonlyMap<string, Oid>

/** What deriving one commit's roots needs. */
export type DvcInput = {
  /** All files of `isDvcFile`, every `dvc.lock` and every `.dvc/config`. */
  readonly listing: DvcListing
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
  const ofRoot = new Map<string, string[]>(listRoots(input.listing).map((root) => [root, []]))
  for (const path of input.listing.keys()) {
    if (!isDvcFile(path.slice(path.lastIndexOf('/') + 1)) || isInternal(path)) continue
    const root = findRoot(path, ofRoot)
    if (root !== null) ofRoot.get(root)?.push(path)
  }
  return [...ofRoot].map(([directory, paths]) => ({
    directory,
    files: deriveFilesOf(directory, paths, input),
  }))
}

function listRoots(listing: DvcListing): readonly string[] {
  const configs = [...listing.keys()].filter((path) => CONFIG.test(path))
  const directories = configs.map((path) => parentDirectory(parentDirectory(path)))
  return directories.length === 0 ? [''] : directories
}

const CONFIG = /(?:^|\/)\.dvc\/config$/

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
function deriveFilesOf(
  root: string,
  paths: readonly string[],
  input: DvcInput,
): readonly DvcFile[] {
  const ignores = readIgnores(paths, input.files)
  const outs = new Set<string>()
  const counted: DvcFile[] = []
  for (const path of paths.filter((one) => !one.endsWith('.dvcignore')).sort(compareTopDown)) {
    const file = deriveFile(path, root, input)
    if (isInOutput(path, outs) || isIgnored(ignores, path, input.budget)) continue
    counted.push(file)
    for (const stage of file.stages) for (const out of listOutputs(stage)) outs.add(out)
  }
  return counted
}

/** The root with its edges, and with what makes DVC reject its graph (lineage.md, section 7). */
export function linkRoot({ directory, files }: DvcRootFiles, budget: StepBudget): DvcRoot {
  const stages = files.flatMap((file) => file.stages)
  const edges = linkStages(stages, budget)
  const findings = [...files.flatMap((file) => file.findings), ...listGraphFaults(stages, edges)]
  const sections = files.flatMap((file) => file.sections ?? [])
  return { directory, stages, sections, edges, findings }
}

/** A folder before what lies below it, as DVC walks. */
function compareTopDown(a: string, b: string): number {
  const [left, right] = [a, b].map((path) => parentDirectory(path).replaceAll('/', '\0'))
  if (left !== right) return (left ?? '') < (right ?? '') ? -1 : 1
  return a < b ? -1 : 1
}

function isInOutput(file: string, outs: ReadonlySet<string>): boolean {
  for (let folder = parentDirectory(file); folder !== ''; folder = parentDirectory(folder)) {
    if (outs.has(folder)) return true
  }
  return false
}

function readIgnores(paths: readonly string[], files: CommitFiles): readonly IgnoreFile[] {
  return paths
    .filter((path) => path.endsWith('.dvcignore'))
    .sort(compareTopDown)
    .flatMap((path) => {
      const fact = files.read(path, 'text')
      files.isMissing(path, 'text') // so that nothing is kept that was derived without it
      return fact.kind === 'text' ? [parseIgnoreFile(path, fact.text)] : []
    })
}

/**
 * What one `dvc.yaml` or `.dvc` file says. The result is kept while the blobs of the file, of its lock and of all that it
 * names are the same.
 */
export function deriveFile(
  path: string,
  root: string,
  { listing, files, cache, budget }: DvcInput,
): DvcFile {
  const lock = joinPath(parentDirectory(path), LOCK)
  const known = [path, lock, joinPath(root, '.dvc/config')]
  const blobs = new Map(known.map((one) => [one, listing.get(one) ?? ''] as const))
  return cache.find(`${root}\0${path}`, { blobs, files }, (read) => {
    const own = openStepBudget(FILE_STEPS, budget)
    const directory = parentDirectory(path)
    const place: DvcPlace = { root, file: path, directory, read, found: [], budget: own }
    const found = path.endsWith('.dvc') ? readDvcFile(place) : readDvcYaml(place)
    return { path, ...found, ...indexStages(found.stages), findings: closePlace(place) }
  })
}

type Content = Pick<DvcFile, 'stages' | 'sections' | 'scope'>

const NOTHING: Content = { stages: [], sections: null, scope: null }

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

function readDvcYaml(place: DvcPlace): Content {
  const fact = place.read(place.file, 'typed-yaml')
  const locks = readLocks(place)
  const style = readStyle(place)
  const dvc = fact.kind === 'data' ? fact.value : null
  if (!isMapping(dvc)) return NOTHING
  const scope = openScope(dvc, place)
  const stages = expandStages(dvc, scope, place).flatMap((instance) => {
    if (place.budget.isExhausted()) return []
    return [deriveStage({ instance, locked: locks.get(instance.name) ?? null, style }, place)]
  })
  const metrics = listSection(dvc, 'metrics', { scope, place })
  const params = listSection(dvc, 'params', { scope, place })
  addTemplateFindings(scope, place)
  return { stages, sections: { file: place.file, metrics, params }, scope: scope.values }
}

/** Reads variables only if a template may ask for one. */
function openScope(dvc: DataValue, place: DvcPlace): Scope {
  const keys = ['stages', 'metrics', 'params', 'artifacts']
  const usesVars = keys.some((key) => isTemplated(member(dvc, key)))
  const values = usesVars ? readTopVars(member(dvc, 'vars'), place) : {}
  return { values, report: openReport(place.budget) }
}

function readLocks(place: DvcPlace): ReadonlyMap<string, LockedStage> {
  const file = joinPath(place.directory, LOCK)
  const fact = place.read(file, 'typed-yaml')
  const locks = parseLock(fact.kind === 'data' ? fact.value : null)
  if (locks === null) addFinding({ ...place, file }, 'dvc-file-malformed', '')
  return locks ?? new Map()
}

function readStyle({ root, read }: DvcPlace): CommandStyle {
  const config = read(joinPath(root, '.dvc/config'), 'text')
  return parseCommandStyle(config.kind === 'text' ? config.text : '')
}

/** Paths of a list whose items are `path` or `path: {...}`, or of a mapping by path. */
function listSection(
  dvc: DataValue,
  key: 'metrics' | 'params',
  { scope, place }: { readonly scope: Scope; readonly place: DvcPlace },
): readonly string[] {
  const items = interpolate(member(dvc, key) ?? null, scope)
  const list = Array.isArray(items) ? items : isMapping(items) ? Object.keys(items) : [items]
  return list.flatMap((item: DataValue) => {
    const written = isMapping(item) ? Object.keys(item) : typeof item === 'string' ? [item] : []
    return written.flatMap((path) => readPath(path, place)?.path ?? [])
  })
}

function addTemplateFindings({ report }: Scope, place: DvcPlace): void {
  for (const finding of listTemplateFindings(report))
    addFinding(place, finding.code, finding.detail)
}

/** What could not be resolved, the first ones of many. */
export function listTemplateFindings(
  report: TemplateReport,
): readonly Pick<DvcFinding, 'code' | 'detail'>[] {
  const code = report.left > 0 ? 'template-unresolved' : 'template-too-large'
  return [...report.unresolved].slice(0, MAX_FOUND).map((text) => ({ code, detail: quote(text) }))
}
