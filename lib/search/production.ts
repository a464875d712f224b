/** Whether the stage is the one that users of the models meet. */
export function isProduction(stage: string): boolean {
  return /^prod(uction)?$/i.test(stage)
}
