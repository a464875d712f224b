import type { DvcFiles } from '@/lib/dvc/index-files'
import { isMapping, isNothing, plainText } from '@/lib/repo-data/data-value'
import { fits, formatCount, LIMITS } from '@/lib/repo-data/limits'
import { quote } from '@/lib/repo-data/quote'
import { parentDirectory } from '@/lib/repo-data/repo-path'
import type { BranchFact, FileLookup, TreeListing } from '@/lib/snapshot/types'
import { type AnnotationFile, findLine, formOf, isForeign, readEntries } from './annotation-file'
import { CODEOWNERS_FILES, type Codeowners, parseCodeowners } from './codeowners'
import { type DataPlace, listDataPlaces } from './data-places'
import { type DeriveCache, openDeriveCache } from './derive-cache'
import { deriveDvc } from './derive-dvc'
import { type Derived, type Files, openFiles } from './derived'
import { type GtoConfig, readGtoConfig } from './gto-config'
import { MAILMAP_FILE, type MailmapEntry, parseMailmap } from './mailmap'
import { type ArtifactName, DIRECTORY, parseArtifactName, parseStageName } from './names'
import { distinctProblems, limitProblems, type ProblemCode, type RegistryProblem } from './problem'

/** Files of these names declare artifacts, in any folder. */
const ANNOTATION_FILE = /(?:^|\/)(?:artifacts|dvc)\.yaml$/

function isAnnotationFile(path: string): boolean {
  return ANNOTATION_FILE.test(path)
}

/** The declarations at the head of a branch. */
export type BranchDeclaration = {
  readonly branch: BranchFact
  readonly gto: GtoConfig
  readonly artifacts: ReadonlyMap<ArtifactName, DeclaredArtifact>
  readonly codeowners: Codeowners | null
  readonly mailmap: readonly MailmapEntry[]
  readonly data: readonly DataPlace[]
  /** Of files as a whole, and of entries that declare nothing; other problems are in the facts. */
  readonly problems: readonly RegistryProblem[]
}

type DeclaredArtifact = {
  readonly file: string
  readonly line: number | null
  /** Whether the entry may be another program's: it then is an artifact only if a tag names it (D9). */
  readonly isForeign: boolean
}

/** Whether the branch says by itself that there is an artifact of this name. */
export function declares({ artifacts }: BranchDeclaration, name: ArtifactName): boolean {
  return artifacts.get(name)?.isForeign === false
}

/**
 * Derives the declarations of a branch. Requests files once, and again when `.gto` names another index or a name has
 * variables. Of more artifacts and problems than the limits allow, the first ones are kept.
 */
export function deriveBranch(
  branch: BranchFact,
  listing: TreeListing,
  look: FileLookup,
  cache: DeriveCache = openDeriveCache(),
): Derived<BranchDeclaration> {
  const files = openFiles(branch.commit, look)
  const { files: listed, cut } = listing.all()
  const { files: dvc, unreadable } = deriveDvc(listing, files, cache)
  for (const { path, fact } of [...unreadable, ...dvc.all.flatMap((file) => file.unreadable)])
    files.report(path, fact)
  const gto = readGtoConfig(files)
  const owners = readCodeowners(files)
  const mailmap = readMailmap(files)
  const problems: RegistryProblem[] = []
  const report = (code: ProblemCode, detail: string) => {
    const place = { artifact: null, file: null, line: null, tag: null, commit: branch.commit }
    problems.push({ code, ...place, detail })
  }
  if (cut !== null) report('list-too-long', cut)
  const paths = [...listed.keys()].filter(isAnnotationFile)
  const declaring = listFiles(paths, gto.config.index)
  const { artifacts, problems: found, isCut } = collect(declaring, { files, dvc })
  if (isCut) report('too-many-models', MODELS_LIMIT)
  const data = listDataPlaces(dvc)
  if (data.cut !== null) report('list-too-long', data.cut)
  const all = distinctProblems([
    ...files.problems(null),
    ...gto.problems,
    ...owners.problems,
    ...mailmap.problems,
    ...problems,
    ...found,
  ])
  return files.derive({
    branch,
    gto: gto.config,
    artifacts,
    codeowners: owners.codeowners,
    mailmap: mailmap.entries,
    data: data.places,
    problems: limitProblems(all, {
      most: LIMITS.problems,
      artifact: null,
      commit: branch.commit,
    }),
  })
}

type Sources = { readonly files: Files; readonly dvc: DvcFiles }

type Collected = {
  readonly artifacts: Map<ArtifactName, DeclaredArtifact>
  readonly problems: RegistryProblem[]
  /** Whether there is more than was collected. */
  readonly isCut: boolean
}

/** The entries that are read at most, because one file can exist in many folders. */
const MAX_ENTRIES = 10 * LIMITS.models
const MODELS_LIMIT = `the limits are ${formatCount(LIMITS.models)} artifacts and ${formatCount(MAX_ENTRIES)} entries`

function collect(declaring: readonly AnnotationFile[], sources: Sources): Collected {
  const artifacts: Collected['artifacts'] = new Map()
  const problems: RegistryProblem[] = []
  let entries = 0
  let isCut = false
  for (const file of declaring) {
    if (entries > MAX_ENTRIES) break
    const declared = declare(file, sources)
    entries += declared.names.length + declared.problems.length
    for (const problem of declared.problems) problems.push(problem)
    for (const [name, one] of declared.names) {
      const before = artifacts.get(name)
      if (before === undefined && artifacts.size === LIMITS.models) isCut = true
      else if (file.kind === 'dvc' || before === undefined) artifacts.set(name, one)
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
  readonly names: readonly (readonly [ArtifactName, DeclaredArtifact])[]
  readonly problems: readonly RegistryProblem[]
}

function declare(file: AnnotationFile, { files, dvc }: Sources): Declared {
  const { entries, code } = readEntries(file, files, dvc.find(file.path))
  const fact = files.read(file.path, formOf(file))
  const names: (readonly [ArtifactName, DeclaredArtifact])[] = []
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
  const isOthers = keys.some(([, entry]) => isForeign(file, entry))
  if (isOthers) report('annotation-file-foreign', null, null)
  for (const [key, entry] of keys) {
    const name = parseName(file.directory, key)
    const isOther = isForeign(file, entry)
    if (isOthers && (name === null || (!isMapping(entry) && !isNothing(entry)))) continue
    if (name === null) report(findNameProblem(file.directory, key), key, null)
    else if (!isMapping(entry) && !isNothing(entry)) {
      report('annotation-entry-not-a-mapping', key, name)
    } else {
      const line = findLine(file, fact, [key])
      names.push([name, { file: file.path, line, isForeign: isOther }])
    }
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

const MAILMAP_LIMIT = `the limit is ${formatCount(LIMITS.mailmapEntries)} entries`

function readMailmap(files: Files) {
  const fact = files.read(MAILMAP_FILE, 'text')
  if (fact.kind !== 'text') return { entries: [], problems: [] }
  const { entries, isCut } = parseMailmap(fact.text)
  const place = { artifact: null, file: MAILMAP_FILE, line: null, tag: null, commit: files.commit }
  const cut: RegistryProblem = { code: 'list-too-long', ...place, detail: MAILMAP_LIMIT }
  return { entries, problems: isCut ? [cut] : [] }
}
