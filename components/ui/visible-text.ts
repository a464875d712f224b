export type TextPart = {
  readonly kind: 'text' | 'hidden'
  readonly text: string
  readonly at: number
}

/* Control characters (but line feed and tab), direction marks and overrides, zero-width characters, line and
   paragraph separators, tag characters. A zero-width joiner inside an emoji is part of the emoji. */
const HIDDEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u00AD\u061C\u180E\u200B\u200C\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E007F}]|(?<!\p{Extended_Pictographic}[\uFE0F\u{1F3FB}-\u{1F3FF}]?)\u200D/gu

/** Splits text into what is seen and what is not: each invisible or direction-changing character becomes a part of its own, named `U+202E`. Carriage returns before a line feed are dropped. */
export function parseVisibleText(text: string): readonly TextPart[] {
  const clean = text.replaceAll('\r\n', '\n')
  const parts: TextPart[] = []
  let from = 0
  for (const match of clean.matchAll(HIDDEN)) {
    if (match.index > from)
      parts.push({ kind: 'text', text: clean.slice(from, match.index), at: from })
    parts.push({ kind: 'hidden', text: formatCodePoint(match[0]), at: match.index })
    from = match.index + match[0].length
  }
  if (from < clean.length) parts.push({ kind: 'text', text: clean.slice(from), at: from })
  return parts
}

function formatCodePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
}
