import { type DataMapping, isMapping, member } from '@/lib/repo-data/data-value'
import { readLockedDataset } from './datasets'
import { toCommand } from './derive-stage'
import type { DvcFile } from './dvc-cache'
import { type LockedStage, readLockedItem } from './locked'
import type { DvcDep, DvcOut, DvcStage } from './types'

/** The stages of a file with what its lock says of their paths, as written; a stage that never ran is unchanged. */
export function joinLock({ stages, lock }: Pick<DvcFile, 'stages' | 'lock'>): readonly DvcStage[] {
  return stages.map((stage) => joinStage(stage, lock.find(stage.name ?? '')))
}

/** A stage with what its lock says of it. */
export function joinStage(stage: DvcStage, locked: LockedStage | undefined): DvcStage {
  if (locked === undefined) return stage
  return {
    ...stage,
    deps: stage.deps.map((dep) => joinDep(dep, locked)),
    outs: stage.outs.map((out) => joinOut(out, locked)),
    cmdChanged: JSON.stringify(stage.cmd) !== JSON.stringify(toCommand(locked.cmd)),
  }
}

function joinOut(out: DvcOut, locked: LockedStage): DvcOut {
  const found = locked.outs.get(out.written)
  return found === undefined ? out : { ...out, locked: readLockedItem(found, out.place) }
}

function joinDep(dep: DvcDep, locked: LockedStage): DvcDep {
  if (dep.kind === 'params') {
    const values = member(locked.params, dep.written)
    return isMapping(values) ? { ...dep, values: pickKeys(values, dep.keys) } : dep
  }
  const found = locked.deps.get(dep.written)
  if (found === undefined) return dep
  if (dep.kind === 'dataset') {
    return { ...dep, locked: readLockedDataset(member(found, 'dataset') ?? null) }
  }
  return dep.kind === 'file' ? { ...dep, locked: readLockedItem(found, dep.place) } : dep
}

/** A lock may still have keys that the stage no longer names. */
function pickKeys(values: DataMapping, keys: readonly string[] | null): DataMapping {
  if (keys === null) return values
  return Object.fromEntries(
    keys.flatMap((key) => {
      const value = member(values, key)
      return value === undefined ? [] : [[key, value] as const]
    }),
  )
}
