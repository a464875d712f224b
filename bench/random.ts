/** A stream of numbers that is the same on every machine for the same seed (mulberry32). */
export type Random = {
  /** An integer from 0 to `below` - 1. */
  readonly int: (below: number) => number
  /** `length` lower-case hex digits. */
  readonly hex: (length: number) => string
  readonly pick: <One>(from: readonly [One, ...One[]]) => One
}

export function createRandom(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
  const int = (below: number) => Math.floor((next() / 2 ** 32) * below)
  const hex = (length: number) => {
    let text = ''
    while (text.length < length) text += next().toString(16).padStart(8, '0')
    return text.slice(0, length)
  }
  return { int, hex, pick: (from) => from[int(from.length)] ?? from[0] }
}
