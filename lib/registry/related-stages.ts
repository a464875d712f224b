import type { DvcStage } from './dvc-stages'
import type { StepBudget } from './step-budget'

/** The stages of a folder as one model sees them. */
export type RelatedStages = {
  /** `all`: no stage makes the model, so all of them may be related to it. */
  readonly scope: 'all' | 'some'
  /** The stages that make the model, their inputs, and the stages that use it; all stages when none makes it. */
  readonly stages: readonly DvcStage[]
  /** Whether a file is written only by other stages, and so belongs to another model. */
  readonly isForeign: (path: string) => boolean
}

/**
 * Finds the stages that are related to the model at `path`, because a `dvc.yaml` of many models names the metrics and
 * params of all of them. The search stops when the budget is exhausted.
 */
export function findRelatedStages(
  stages: readonly DvcStage[],
  path: string | null,
  budget: StepBudget,
): RelatedStages {
  const all = { scope: 'all', stages, isForeign: () => false } as const
  if (path === null) return all
  const { writers, readers } = indexStages(stages)
  const makers = collect(writers(path), budget)
  if (makers.size === 0) return all
  const sources = close(makers, (stage) => stage.deps, { find: writers, budget })
  const users = close(collect(readers(path), budget), (stage) => stage.outs, {
    find: readers,
    budget,
  })
  const isRelated = (stage: DvcStage) => sources.has(stage) || users.has(stage)
  const related = new Map<Group, boolean>()
  const hasRelated = (group: Group) => {
    const known = related.get(group) ?? group.some(isRelated)
    related.set(group, known)
    return known
  }
  return {
    scope: 'some',
    stages: stages.filter(isRelated),
    isForeign: (file) => {
      const groups = writers(file)
      return groups.length > 0 && !groups.some(hasRelated)
    },
  }
}

/** Stages that name one path, or a path below it. Groups are shared, so that each is visited once. */
type Group = readonly DvcStage[]

/** Finds the groups of stages with a path that is the given one, lies in it, or holds it. */
type PathIndex = (path: string) => readonly Group[]
type StageIndex = { readonly writers: PathIndex; readonly readers: PathIndex }

/** Many models share the stages of a folder. */
const indexed = new WeakMap<readonly DvcStage[], StageIndex>()

function indexStages(stages: readonly DvcStage[]): StageIndex {
  const known = indexed.get(stages)
  if (known !== undefined) return known
  const index = {
    writers: indexPaths(stages, (stage) => stage.outs),
    readers: indexPaths(stages, (stage) => stage.deps),
  }
  indexed.set(stages, index)
  return index
}

function indexPaths(
  stages: readonly DvcStage[],
  pathsOf: (stage: DvcStage) => readonly string[],
): PathIndex {
  const at = new Map<string, DvcStage[]>()
  const under = new Map<string, DvcStage[]>()
  const add = (groups: Map<string, DvcStage[]>, path: string, stage: DvcStage) => {
    const group = groups.get(path)
    if (group === undefined) groups.set(path, [stage])
    else if (group.at(-1) !== stage) group.push(stage)
  }
  for (const stage of stages) {
    for (const path of pathsOf(stage)) {
      add(at, path, stage)
      for (const folder of listFolders(path)) add(under, folder, stage)
    }
  }
  return (path) =>
    [...[path, ...listFolders(path)].map((one) => at.get(one)), under.get(path)].filter(
      (group) => group !== undefined,
    )
}

/** The folders that hold a path, the root left out; a path has no more than 64 of them. */
function listFolders(path: string): readonly string[] {
  const folders: string[] = []
  for (let end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
    folders.push(path.slice(0, end))
  }
  return folders
}

function collect(groups: readonly Group[], budget: StepBudget): Set<DvcStage> {
  const found = new Set<DvcStage>()
  for (const group of groups) {
    if (!budget.spend(group.length)) break
    for (const stage of group) found.add(stage)
  }
  return found
}

type Closing = { readonly find: PathIndex; readonly budget: StepBudget }

/** The stages of `first`, and all that are reached from them by their paths; each group is followed once. */
function close(
  first: ReadonlySet<DvcStage>,
  pathsOf: (stage: DvcStage) => readonly string[],
  { find, budget }: Closing,
): ReadonlySet<DvcStage> {
  const found = new Set(first)
  const followed = new Set<Group>()
  // A Set's iteration goes on to what is added meanwhile.
  for (const stage of found) {
    const paths = pathsOf(stage)
    if (!budget.spend(1 + paths.length)) break
    for (const group of paths.flatMap(find)) {
      if (followed.has(group)) continue
      followed.add(group)
      for (const next of group) found.add(next)
    }
  }
  return found
}
