import type { PathIndex } from '@/lib/dvc/path-index'
import { openStepBudget } from '@/lib/repo-data/step-budget'
import type { PipelineItem, PipelineStage } from '@/lib/views/pipeline'
import { rank } from './open-graph'

/** Steps for one picture. */
const MAX_STEPS = 20_000_000

/**
 * Finds what of all that is written a stage reads, holds or lies in, each with the least fresh of the stage's
 * dependencies that do. A folder counts once for each stage that reads it, not once for each output. Finds nothing more
 * after the limit of steps.
 */
export function openLinks<Value>(writers: PathIndex<Value>) {
  const budget = openStepBudget(MAX_STEPS)
  return ({ deps }: Pick<PipelineStage, 'deps'>): ReadonlyMap<Value, PipelineItem> => {
    const groups = new Map<readonly Value[], PipelineItem>()
    for (const dep of deps) {
      for (const group of listLocal(dep).flatMap(writers)) keepWorse(groups, group, dep)
    }
    const found = new Map<Value, PipelineItem>()
    for (const [group, dep] of groups) {
      if (!budget.spend(group.length)) break
      for (const value of group) keepWorse(found, value, dep)
    }
    return found
  }
}

/** The path that an edge can stand for: what lies in another repository makes none. */
function listLocal({ path, kind }: PipelineItem): readonly string[] {
  const isLocal = kind === 'file' || kind === 'params' || kind === 'external'
  return isLocal && path !== null ? [path] : []
}

function keepWorse<Key>(known: Map<Key, PipelineItem>, key: Key, dep: PipelineItem): void {
  const before = known.get(key)
  if (before === undefined || rank(dep.state) > rank(before.state)) known.set(key, dep)
}
