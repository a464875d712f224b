/** The stages that users of the models meet, in lower case. */
export const PRODUCTION_STAGES: readonly string[] = ['prod', 'production']

/** Whether the stage is one that users of the models meet, in any case. */
export function isProduction(stage: string): boolean {
  return PRODUCTION_STAGES.includes(stage.toLowerCase())
}

/** Of the stages of that kind, the first by name. */
export function findProductionStage(stages: Iterable<string>): string | null {
  return [...stages].filter(isProduction).sort()[0] ?? null
}
