import type { DvcStage } from './dvc-stages'

/** The stages of a folder as one model sees them. */
export type RelatedStages = {
  /** Those that make the model, what they are made from, and those that use it; all where none makes it. */
  readonly stages: readonly DvcStage[]
  /** Whether a file is written by other stages only, and so speaks of another model. */
  readonly isForeign: (path: string) => boolean
}

/**
 * Finds the stages that have to do with the model at `path`: a `dvc.yaml` of many models names the
 * metrics and params of all of them.
 */
export function findRelatedStages(stages: readonly DvcStage[], path: string | null): RelatedStages {
  const last = remembered.get(stages)
  if (last && last.path === path) return last.related
  const related = deriveRelated(stages, path)
  remembered.set(stages, { path, related })
  return related
}

/** A folder's stages stay the same over many commits, and most folders hold one model. */
const remembered = new WeakMap<
  readonly DvcStage[],
  { readonly path: string | null; readonly related: RelatedStages }
>()

function deriveRelated(stages: readonly DvcStage[], path: string | null): RelatedStages {
  const all = { stages, isForeign: () => false }
  if (path === null) return all
  const writers = indexPaths(stages, (stage) => stage.outs)
  const makers = writers(path)
  if (makers.size === 0) return all
  const readers = indexPaths(stages, (stage) => stage.deps)
  const sources = close(makers, (stage) => stage.deps, writers)
  const users = close(readers(path), (stage) => stage.outs, readers)
  const isRelated = (stage: DvcStage) => sources.has(stage) || users.has(stage)
  return {
    stages: stages.filter(isRelated),
    isForeign: (file) => {
      const found = [...writers(file)]
      return found.length > 0 && !found.some(isRelated)
    },
  }
}

/** Finds the stages with a path that is the given one, lies in it, or holds it. */
type PathIndex = (path: string) => ReadonlySet<DvcStage>

function indexPaths(
  stages: readonly DvcStage[],
  pathsOf: (stage: DvcStage) => readonly string[],
): PathIndex {
  const at = new Map<string, Set<DvcStage>>()
  const under = new Map<string, Set<DvcStage>>()
  const add = (map: Map<string, Set<DvcStage>>, path: string, stage: DvcStage) =>
    map.set(path, (map.get(path) ?? new Set()).add(stage))
  for (const stage of stages) {
    for (const path of pathsOf(stage)) {
      add(at, path, stage)
      for (const folder of listFolders(path)) add(under, folder, stage)
    }
  }
  return (path) =>
    new Set([
      ...[path, ...listFolders(path)].flatMap((one) => [...(at.get(one) ?? [])]),
      ...(under.get(path) ?? []),
    ])
}

function listFolders(path: string): readonly string[] {
  const parts = path.split('/')
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'))
}

/** The stages of `first`, and all that are reached from them by their paths; each path is followed once. */
function close(
  first: ReadonlySet<DvcStage>,
  pathsOf: (stage: DvcStage) => readonly string[],
  find: PathIndex,
): ReadonlySet<DvcStage> {
  const found = new Set(first)
  const followed = new Set<string>()
  // A Set's iteration goes on to what is added meanwhile.
  for (const stage of found) {
    for (const path of pathsOf(stage)) {
      if (followed.has(path)) continue
      followed.add(path)
      for (const next of find(path)) found.add(next)
    }
  }
  return found
}
