import { holdersIn } from '@/components/stage/holders-in'
import { inOrder } from '@/components/stage/in-order'
import { isProduction } from '@/lib/search/production'
import type { ModelDetailView } from '@/lib/views/model'

/** A stage and the version that it holds; of several, the one that was assigned last. */
export type HeldStage = { readonly stage: string; readonly version: string }

/** The version that a stage holds now; null where it holds none. */
export function findHeld({ stages }: Pick<ModelDetailView, 'stages'>, stage: string) {
  return holdersIn(stages, stage)[0]?.version ?? null
}

/** The stages of a model that hold a version, in the order of columns. */
export function listHeld(model: ModelDetailView, stages: readonly string[]): readonly HeldStage[] {
  return inOrder(model.stageOrder, stages).flatMap((stage) => {
    const version = findHeld(model, stage)
    return version === null ? [] : [{ stage, version }]
  })
}

/** The production stage, else the last one. Undefined without any. */
export function findUsual(held: readonly HeldStage[]): HeldStage | undefined {
  return held.findLast(({ stage }) => isProduction(stage)) ?? held.at(-1)
}

/** What production holds; undefined where it is empty. */
export function findProduction(model: Pick<ModelDetailView, 'stages'>): HeldStage | undefined {
  const stage = Object.keys(model.stages).find(isProduction)
  const version = stage === undefined ? null : findHeld(model, stage)
  return stage === undefined || version === null ? undefined : { stage, version }
}
