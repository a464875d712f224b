/** Steps that may be taken: a step is an entry that is visited or copied, or a few characters that are read. */
export type Work = {
  /** Takes steps; false from when they are more than there were. */
  readonly spend: (steps: number) => boolean
  readonly isOver: () => boolean
}

/** So many steps, which are steps of `whole` as well, where it is given. */
export function openWork(steps: number, whole?: Work): Work {
  let left = steps
  const isOver = () => left < 0 || whole?.isOver() === true
  return {
    spend: (taken) => {
      left -= taken
      whole?.spend(taken)
      return !isOver()
    },
    isOver,
  }
}
