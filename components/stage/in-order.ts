/** The stages in the order of columns; those that have no column come last, as they are. */
export function inOrder(stages: readonly string[], order: readonly string[]): readonly string[] {
  const known = order.filter((stage) => stages.includes(stage))
  return [...known, ...stages.filter((stage) => !order.includes(stage))]
}
