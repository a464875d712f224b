/** The holders of a stage; empty without any. Stage names come from repositories, so only own properties count. */
export function holdersIn<Holder>(
  stages: Readonly<Record<string, readonly Holder[]>>,
  stage: string,
): readonly Holder[] {
  return Object.hasOwn(stages, stage) ? (stages[stage] ?? []) : []
}
