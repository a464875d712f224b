/** The stages in the order of columns. Stages without a column come last. */
export function inOrder(stages: readonly string[], order: readonly string[]): readonly string[] {
  const [wanted, ordered] = [new Set(stages), new Set(order)]
  const known = order.filter((stage) => wanted.has(stage))
  return [...known, ...stages.filter((stage) => !ordered.has(stage))]
}
