import type { DvcFiles, StagePlace } from '@/lib/dvc/index-files'
import { listInputs, listOutputs } from '@/lib/dvc/link-stages'
import type { PathIndex } from '@/lib/dvc/path-index'
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
  { writers, readers, stagesAt }: Pick<DvcFiles, 'writers' | 'readers' | 'stagesAt'>,
  path: string | null,
  budget: StepBudget,
): RelatedStages {
  if (path === null) return NONE
  const making = collect(writers(path), budget)
  const makers = new Set(stagesAt(making))
  if (![...makers].some(({ name }) => name !== null)) return { ...NONE, makers }
  const follow = (
    first: ReadonlySet<StagePlace>,
    pathsOf: Closing['pathsOf'],
    find: Closing['find'],
  ) => close(first, { pathsOf, find, stagesAt, budget })
  const sources = follow(making, listInputs, writers)
  const users = follow(collect(readers(path), budget), listOutputs, readers)
  const places = new Set([...sources, ...users])
  const related = new Map<Group, boolean>()
  const hasRelated = (group: Group) => {
    const known = related.get(group) ?? group.some((place) => places.has(place))
    related.set(group, known)
    return known
  }
  return {
    makers,
    stages: new Set(stagesAt(places)),
    isForeign: (file) => {
      const groups = writers(file)
      return groups.length > 0 && !groups.some(hasRelated)
    },
  }
}

/** Stages that name one path, or a path below it. Groups are shared, so that each is visited once. */
type Group = readonly StagePlace[]

function collect(groups: readonly Group[], budget: StepBudget): Set<StagePlace> {
  const found = new Set<StagePlace>()
  for (const group of groups) {
    if (!budget.spend(group.length)) break
    for (const place of group) found.add(place)
  }
  return found
}

type Closing = {
  readonly pathsOf: (stage: DvcStage) => readonly string[]
  readonly find: PathIndex<StagePlace>
  readonly stagesAt: DvcFiles['stagesAt']
  readonly budget: StepBudget
}

/** The stages of `first`, and all that are reached from them by their paths; each group is followed once. */
function close(
  first: ReadonlySet<StagePlace>,
  { pathsOf, find, stagesAt, budget }: Closing,
): ReadonlySet<StagePlace> {
  const found = new Set(first)
  const followed = new Set<Group>()
  // Iterating a Set includes the items that the loop adds.
  for (const place of found) {
    for (const path of stagesAt([place]).flatMap(pathsOf)) {
      const groups = find(path)
      if (!budget.spend(1 + groups.length)) return found
      for (const group of groups) {
        if (followed.has(group)) continue
        followed.add(group)
        for (const next of group) found.add(next)
      }
    }
  }
  return found
}
