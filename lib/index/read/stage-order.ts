/** Stages as they are shown: the configured ones in their order, then the others by name. */
export function formatStageOrder(
  configured: readonly string[],
  others: Iterable<string>,
): readonly string[] {
  const known = new Set(configured)
  return [...known, ...[...new Set(others)].filter((stage) => !known.has(stage)).sort()]
}
