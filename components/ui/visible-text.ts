type TextPart = {
  readonly kind: 'text' | 'hidden'
  readonly text: string
  readonly at: number
}

/* Control characters (but line feed and tab), direction marks and overrides, zero-width characters, line and
   paragraph separators, tag characters. A zero-width joiner inside an emoji is part of the emoji. */
const HIDDEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the pattern looks for them
  /(?:[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u00AD\u061C\u180E\u200B\u200C\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E007F}]|(?<!\p{Extended_Pictographic}[\uFE0F\u{1F3FB}-\u{1F3FF}]?)\u200D)+/gu

/** Most texts match this and need no further parsing. */
const PLAIN = /^[ -~]*$/

/** The default maximum of characters of a text. */
const MAX_CHARACTERS = 2000

/** The maximum of hidden characters that are separate parts; the others are shown in the text, in brackets. */
const MAX_HIDDEN = 8

/** The maximum of named characters in one run. */
const MAX_NAMED = 3

/** Splits text into visible and hidden parts: each run of invisible or direction-changing characters becomes a part of
 *  its own, named `U+202E` or `U+200B ×4`. Carriage returns before a line feed are dropped. A text of more than `max`
 *  characters is cut. */
export function parseVisibleText(text: string, max = MAX_CHARACTERS): readonly TextPart[] {
  const shown = shorten(text, max)
  if (shown !== '' && PLAIN.test(shown)) return [{ kind: 'text', text: shown, at: 0 }]
  const clean = shown.replaceAll('\r\n', '\n')
  const parts: TextPart[] = []
  let from = 0
  for (const { 0: run, index } of clean.matchAll(HIDDEN)) {
    if (index > from) parts.push({ kind: 'text', text: clean.slice(from, index), at: from })
    parts.push({ kind: 'hidden', text: describeRun(run), at: index })
    from = index + run.length
  }
  if (from < clean.length) parts.push({ kind: 'text', text: clean.slice(from), at: from })
  return joinRest(parts)
}

/** Joins the last parts into one text if there are too many. */
function joinRest(parts: readonly TextPart[]): readonly TextPart[] {
  const max = 2 * MAX_HIDDEN
  const [first, ...others] = parts.slice(max)
  if (first === undefined) return parts
  const text = [first, ...others].map(write).join('')
  return [...parts.slice(0, max), { kind: 'text', text, at: first.at }]
}

/** Text for places without markup, such as tips and choices, shortened to a few lines: hidden characters are named in
 *  brackets. */
export function formatPlain(text: string): string {
  return parseVisibleText(text, 400).map(write).join('')
}

function write({ kind, text }: TextPart): string {
  return kind === 'hidden' ? `[${text}]` : text
}

function shorten(text: string, max: number): string {
  return text.length > max ? `${text.slice(0, max).replace(/[\ud800-\udbff]$/, '')} … [cut]` : text
}

function describeRun(run: string): string {
  const characters = [...run]
  const names = [...new Set(characters)].map(formatCodePoint)
  if (names.length > 1) {
    const named = characters.slice(0, MAX_NAMED).map(formatCodePoint).join(' ')
    return characters.length > MAX_NAMED ? `${named} … ×${format(characters.length)}` : named
  }
  const [name = ''] = names
  return characters.length > 1 ? `${name} ×${format(characters.length)}` : name
}

function format(count: number): string {
  return count.toLocaleString('en')
}

function formatCodePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
}
