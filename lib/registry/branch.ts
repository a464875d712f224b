import type { BranchFact, FileLookup } from '@/lib/snapshot/types'
import { type AnnotationFile, findLine, readEntries } from './annotation-file'
import { CODEOWNERS_FILES, type Codeowners, parseCodeowners } from './codeowners'
import { isMapping, isNothing, plainText } from './data-value'
import { type Derived, type Files, openFiles } from './derived'
import { type GtoConfig, readGtoConfig } from './gto-config'
import { type ArtifactName, DIRECTORY, parseArtifactName, parseStageName } from './names'
import { distinctProblems, type ProblemCode, quote, type RegistryProblem } from './problem'
import { parentDirectory } from './repo-path'

/** Base names of the files that declare artifacts, in any folder. */
export const ANNOTATION_FILES: ReadonlySet<string> = new Set(['artifacts.yaml', 'dvc.yaml'])

/** What the head of a branch declares. */
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

/** A branch with more is a file of another kind, or an attack: the first ones are enough. */
const MOST_PROBLEMS = 1000

/**
 * Derives what a branch declares. `paths` are all files at its head whose base name is in
 * `ANNOTATION_FILES`. Asks once, twice where `.gto` names another index.
 */
export function deriveBranch(
  branch: BranchFact,
  paths: readonly string[],
  look: FileLookup,
): Derived<BranchDeclaration> {
  const files = openFiles(branch.commit, look)
  const gto = readGtoConfig(files)
  const codeowners = findCodeownersFile(files)
  const artifacts = new Map<ArtifactName, { file: string; line: number | null }>()
  const problems: RegistryProblem[] = []
  for (const file of listFiles(paths, gto.config.index)) {
    const declared = declare(file, files)
    problems.push(...declared.problems)
    for (const [name, line] of declared.names) {
      const isStronger = file.kind === 'dvc' || !artifacts.has(name)
      if (isStronger) artifacts.set(name, { file: file.path, line })
    }
  }
  return files.derive({
    branch,
    gto: gto.config,
    artifacts,
    codeowners,
    problems: distinctProblems([...files.problems(null), ...gto.problems, ...problems]).slice(
      0,
      MOST_PROBLEMS,
    ),
  })
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
    const detail = found === 'annotation-bad-name' ? quote(key ?? '') : ''
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
    const name = formatName(file.directory, key)
    if (name === null) report('annotation-bad-name', key, null)
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

function formatName(directory: string, key: string): ArtifactName | null {
  if (parseStageName(key) === null) return null
  return parseArtifactName(directory === '' ? key : `${directory}:${key}`)
}

function findCodeownersFile(files: Files): Codeowners | null {
  const found = CODEOWNERS_FILES.map((file) => ({ file, fact: files.read(file, 'text') }))
  for (const { file, fact } of found) {
    if (fact.kind === 'text') return parseCodeowners(file, plainText(fact.text))
  }
  return null
}
