/** What a record by stages, which others name, has under one of them; empty where it has nothing. */
export function holdersIn<Holder>(
  stages: Readonly<Record<string, readonly Holder[]>>,
  stage: string,
): readonly Holder[] {
  return Object.hasOwn(stages, stage) ? (stages[stage] ?? []) : []
}
