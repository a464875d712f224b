/** Numbers of which the lowest is at hand; adding and removing cost the logarithm of their count. */
export type Heap = {
  readonly add: (value: number) => void
  readonly first: () => number | undefined
  readonly removeFirst: () => void
}

export function openHeap(): Heap {
  const values: number[] = []
  const at = (index: number) => values[index] ?? Number.POSITIVE_INFINITY
  const swap = (a: number, b: number) => {
    const value = at(a)
    values[a] = at(b)
    values[b] = value
  }
  return {
    add: (value) => {
      values.push(value)
      for (let index = values.length - 1; index > 0; ) {
        const parent = (index - 1) >> 1
        if (at(parent) <= at(index)) return
        swap(parent, index)
        index = parent
      }
    },
    first: () => values[0],
    removeFirst: () => {
      const last = values.pop()
      if (last === undefined || values.length === 0) return
      values[0] = last
      for (let index = 0; ; ) {
        const left = 2 * index + 1
        const child = at(left + 1) < at(left) ? left + 1 : left
        if (at(index) <= at(child)) return
        swap(index, child)
        index = child
      }
    },
  }
}
