import fc from 'fast-check'

/** What regular expressions, scanners and decoders take long for, where they take long. */
const UNITS = [
  ...['a', 'A', '0', ' ', '\t', '\n', '\r\n', '\u2028', '\u00a0', '\0', '\u200b', '\u0301'],
  ...['é', '日', '😀', '\xff', '\ud800', '-', '_', '.', '/', '\\', '*', '?', '#', '@', '!', '='],
  ...['[', ']', '(', ')', '{', '}', '<', '>', '"', "'", '$', '${', '&&', '||', ',', ':', '+', '|'],
  ...['**/', '../', '\n\n', ' #', '-----BEGIN ', 'v1.0.0', 'a: ', '- ', '1e', 'x@y ', '[a]', '\\/'],
] as const

const unit = fc.constantFrom(...UNITS)
const piece = fc.array(unit, { maxLength: 4 }).map((units) => units.join(''))

/** A text that begins in some way, repeats a few units until it has `length` characters, and ends in another way. */
export function hostileText(length: number): fc.Arbitrary<string> {
  const pump = fc.array(unit, { minLength: 1, maxLength: 3 }).map((units) => units.join(''))
  return fc.tuple(piece, pump, piece, pump, piece).map(([start, first, middle, second, end]) => {
    const half = (repeated: string) => repeated.repeat(Math.ceil(length / 2 / repeated.length))
    return start + half(first) + middle + half(second) + end
  })
}

/** How often a property over hostile inputs is tried. */
export const HOSTILE_RUNS = process.env.SIGNET_ENDURE ? 200 : 20
