/** Widths of letters, in letters of usual width; about those of Inter. */
const WIDTHS: readonly (readonly [RegExp, number])[] = [
  [/[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60]/, 2],
  [/[\u{1f300}-\u{1faff}\u{20000}-\u{3ffff}]/u, 2],
  [/[mwMW@%×…]/, 1.5],
  [/[A-HJ-Z0-9+=#&]/, 1.2],
  [/[ijl.,:;'|!I]/, 0.45],
  [/[tfr()[\]/\\ -]/, 0.7],
]

type Font = 'proportional' | 'monospaced'

/** Text no wider than `max` usual letters, cut in the middle: names and paths of a pipeline differ at their ends. SVG
 *  cannot cut text by itself. */
export function fitText(text: string, max: number, font: Font): string {
  const letters = [...text.slice(0, 400).replaceAll(/\s+/g, ' ').trim()]
  if (measure(letters, font) <= max) return letters.join('')
  const tail = takeUpTo(letters.toReversed(), max * 0.4, font).toReversed()
  const head = takeUpTo(letters, max - measure(['…', ...tail], font), font)
  return `${head.join('').trimEnd()}…${tail.join('').trimStart()}`
}

function takeUpTo(letters: readonly string[], max: number, font: Font): readonly string[] {
  let used = 0
  const end = letters.findIndex((letter) => {
    used += measureLetter(letter, font)
    return used > max
  })
  return end < 0 ? letters : letters.slice(0, end)
}

function measure(letters: readonly string[], font: Font): number {
  return letters.reduce((sum, letter) => sum + measureLetter(letter, font), 0)
}

function measureLetter(letter: string, font: Font): number {
  const width = WIDTHS.find(([pattern]) => pattern.test(letter))?.[1] ?? 1
  return font === 'monospaced' && width < 2 ? 1 : width
}
