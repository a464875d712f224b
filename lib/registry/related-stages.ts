import type { DvcFile } from '@/lib/dvc/dvc-cache'
import { listInputs, listOutputs } from '@/lib/dvc/link-stages'
import type { DvcStage } from '@/lib/dvc/types'
import type { StepBudget } from '@/lib/repo-data/step-budget'

/** The stages of a commit as one model sees them. */
export type RelatedStages = {
  /** The stages that write the model; empty where none does. */
  readonly makers: ReadonlySet<DvcStage>
  /** The makers, their inputs, and the stages that use the model. */
  readonly stages: ReadonlySet<DvcStage>
  /** Whether a file is written only by stages that are not related, and so belongs to another model. */
  readonly isForeign: (path: string) => boolean
}

const NONE: RelatedStages = { makers: new Set(), stages: new Set(), isForeign: () => false }

/**
 * Finds the stages that are related to the model at `path`, in any file of the commit, because a repository of many
 * models names the metrics and params of all of them. The search stops when the budget is exhausted.
 */
export function findRelatedStages(
  files: readonly DvcFile[],
  path: string | null,
  budget: StepBudget,
): RelatedStages {
  if (path === null) return NONE
  const writers: PathLookup = (one) => files.flatMap((file) => file.writers(one))
  const readers: PathLookup = (one) => files.flatMap((file) => file.readers(one))
  budget.spend(files.length)
  const makers = collect(writers(path), budget)
  if (![...makers].some(({ name }) => name !== null)) return { ...NONE, makers }
  const steps = { budget, cost: files.length }
  const sources = close(makers, listInputs, { find: writers, ...steps })
  const users = close(collect(readers(path), budget), listOutputs, { find: readers, ...steps })
  const stages = new Set([...sources, ...users])
  const related = new Map<Group, boolean>()
  const hasRelated = (group: Group) => {
    const known = related.get(group) ?? group.some((stage) => stages.has(stage))
    related.set(group, known)
    return known
  }
  return {
    makers,
    stages,
    isForeign: (file) => {
      const groups = writers(file)
      return groups.length > 0 && !groups.some(hasRelated)
    },
  }
}

/** Stages that name one path, or a path below it. Groups are shared, so that each is visited once. */
type Group = readonly DvcStage[]

/** Finds the groups of stages with a path that is the given one, lies in it, or holds it. */
type PathLookup = (path: string) => readonly Group[]

function collect(groups: readonly Group[], budget: StepBudget): Set<DvcStage> {
  const found = new Set<DvcStage>()
  for (const group of groups) {
    if (!budget.spend(group.length)) break
    for (const stage of group) found.add(stage)
  }
  return found
}

type Closing = {
  readonly find: PathLookup
  readonly budget: StepBudget
  /** Steps of one lookup. */
  readonly cost: number
}

/** The stages of `first`, and all that are reached from them by their paths; each group is followed once. */
function close(
  first: ReadonlySet<DvcStage>,
  pathsOf: (stage: DvcStage) => readonly string[],
  { find, budget, cost }: Closing,
): ReadonlySet<DvcStage> {
  const found = new Set(first)
  const followed = new Set<Group>()
  // A Set's iteration goes on to what is added meanwhile.
  for (const stage of found) {
    const paths = pathsOf(stage)
    if (!budget.spend(1 + paths.length * cost)) break
    for (const group of paths.flatMap(find)) {
      if (followed.has(group)) continue
      followed.add(group)
      for (const next of group) found.add(next)
    }
  }
  return found
}
