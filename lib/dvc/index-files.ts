import { groupBy } from '@/lib/repo-data/group-by'
import { parentDirectory } from '@/lib/repo-data/repo-path'
import type { DvcFile } from './dvc-cache'
import { joinStage } from './join-lock'
import { listInputs, listOutputs } from './link-stages'
import { indexPaths, type PathIndex } from './path-index'
import type { DvcOut, DvcStage } from './types'

/** Where a stage stands. It stays the same while the stages of all files have the same paths. */
export type StagePlace = { readonly file: number; readonly stage: number }

/** The files of a commit that count, of all roots, in the order in which DVC reads them. */
export type DvcFiles = {
  readonly all: readonly DvcFile[]
  readonly find: (path: string) => DvcFile | null
  /** The files that lie directly in one of the folders. */
  readonly inFolders: (folders: Iterable<string>) => readonly DvcFile[]
  /** The stages of all files by the paths that they write, and by those that they read. */
  readonly writers: PathIndex<StagePlace>
  readonly readers: PathIndex<StagePlace>
  readonly stagesAt: (places: Iterable<StagePlace>) => readonly DvcStage[]
  /** A stage with what its lock says of it. */
  readonly lockedAt: (place: StagePlace) => DvcStage | null
  /** The stages that write exactly this path. */
  readonly makersAt: (path: string) => readonly StagePlace[]
  /** The outputs of exactly this path, with what the locks say of them. */
  readonly outsAt: (path: string) => readonly DvcOut[]
}

/**
 * Finds files and stages without looking at each file. A file may be replaced in the list by another one of its path
 * whose stages have the same paths.
 */
export function indexFiles(all: readonly DvcFile[]): DvcFiles {
  const positions = new Map(all.map(({ path }, at) => [path, at]))
  const folders = new Map<string, number[]>()
  for (const [at, { path }] of all.entries()) {
    const folder = parentDirectory(path)
    const known = folders.get(folder)
    if (known === undefined) folders.set(folder, [at])
    else known.push(at)
  }
  const inFolders = (wanted: Iterable<string>) => {
    const found = [...new Set(wanted)].flatMap((folder) => folders.get(folder) ?? [])
    return found.sort((a, b) => a - b).flatMap((at) => all[at] ?? [])
  }
  const lockedAt = ({ file, stage }: StagePlace) => findLocked(all[file], stage)
  let makers: ReadonlyMap<string, readonly StagePlace[]> | null = null
  const makersAt = (path: string) => {
    makers ??= groupMakers(all)
    return makers.get(path) ?? []
  }
  return {
    all,
    find: (path) => all[positions.get(path) ?? -1] ?? null,
    inFolders,
    writers: indexLazily(all, listOutputs),
    readers: indexLazily(all, listInputs),
    stagesAt: (places) => [...places].flatMap(({ file, stage }) => all[file]?.stages[stage] ?? []),
    lockedAt,
    makersAt,
    outsAt: (path) => makersAt(path).flatMap((place) => listOutsAt(lockedAt(place), path)),
  }
}

function groupMakers(all: readonly DvcFile[]): ReadonlyMap<string, readonly StagePlace[]> {
  const groups = new Map<string, StagePlace[]>()
  for (const [path, place] of listPaths(all, listOutputs)) {
    const group = groups.get(path)
    if (group === undefined) groups.set(path, [place])
    else if (group.at(-1) !== place) group.push(place)
  }
  return groups
}

/** The outputs of stages by their paths: a stage can have 100,000 that are asked for one by one. */
const outsOf = new WeakMap<DvcStage, ReadonlyMap<string, readonly DvcOut[]>>()

/** The outputs of a stage that have exactly this path. */
export function listOutsAt(stage: DvcStage | null, path: string): readonly DvcOut[] {
  if (stage === null) return []
  const byPath = outsOf.get(stage) ?? groupOuts(stage)
  outsOf.set(stage, byPath)
  return byPath.get(path) ?? []
}

function groupOuts({ outs }: DvcStage): ReadonlyMap<string, readonly DvcOut[]> {
  const inside = outs.filter(({ path }) => path !== null)
  return groupBy(inside, ({ path }) => path ?? '')
}

/** Models of one commit come from the same stages. */
const joined = new WeakMap<DvcFile, Map<number, DvcStage>>()

function findLocked(file: DvcFile | undefined, at: number): DvcStage | null {
  const stage = file?.stages[at]
  if (file === undefined || stage === undefined) return null
  const ofFile = joined.get(file) ?? new Map<number, DvcStage>()
  joined.set(file, ofFile)
  const found = ofFile.get(at) ?? joinStage(stage, file.lock.find(stage.name ?? ''))
  ofFile.set(at, found)
  return found
}

type ListPaths = (stage: DvcStage) => readonly string[]

/** Builds the index at its first use. Remembers what was found: models ask for the same paths at each commit. */
function indexLazily(all: readonly DvcFile[], pathsOf: ListPaths): PathIndex<StagePlace> {
  let index: PathIndex<StagePlace> | null = null
  let held = 0
  const known = new Map<string, ReturnType<PathIndex<StagePlace>>>()
  return (path) => {
    const before = known.get(path)
    if (before !== undefined) return before
    index ??= indexPaths(listPaths(all, pathsOf))
    const found = index(path)
    held += 1 + found.length
    if (held < MAX_HELD) known.set(path, found)
    return found
  }
}

/** Paths, and the groups that were found for them. */
const MAX_HELD = 100_000

function* listPaths(
  files: readonly DvcFile[],
  pathsOf: ListPaths,
): Iterable<readonly [string, StagePlace]> {
  for (const [file, { stages }] of files.entries()) {
    for (const [at, stage] of stages.entries()) {
      const place = { file, stage: at }
      for (const path of pathsOf(stage)) yield [path, place]
    }
  }
}

/** Whether the stages of two files write and read the same paths. */
export function hasSamePaths(a: DvcFile, b: DvcFile): boolean {
  if (a.stages === b.stages) return true
  return (
    a.stages.length === b.stages.length &&
    a.stages.every((stage, at) => {
      const other = b.stages[at]
      return (
        other !== undefined && isSame(stage, other, listOutputs) && isSame(stage, other, listInputs)
      )
    })
  )
}

function isSame(a: DvcStage, b: DvcStage, pathsOf: ListPaths): boolean {
  const [left, right] = [pathsOf(a), pathsOf(b)]
  return left.length === right.length && left.every((path, at) => path === right[at])
}
