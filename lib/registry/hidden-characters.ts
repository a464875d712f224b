/* The characters that pages mark as hidden (components/ui/visible-text.ts): control characters but line feed and tab,
   direction marks and overrides, zero-width characters, line and paragraph separators, tag characters. A zero-width
   joiner inside an emoji is part of the emoji. */
const HIDDEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u00AD\u061C\u180E\u200B\u200C\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E007F}]|(?<!\p{Extended_Pictographic}[\uFE0F\u{1F3FB}-\u{1F3FF}]?)\u200D/gu

/** The first character that cannot be seen or that changes the direction of text, as `U+202E`; null for none. */
export function findHiddenCharacter(text: string): string | null {
  const at = text.search(HIDDEN)
  const code = at === -1 ? undefined : text.codePointAt(at)
  return code === undefined ? null : `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
}

/** The text with the name of each such character in its place, as `[U+202E]`. */
export function nameHiddenCharacters(text: string): string {
  return text.replaceAll(HIDDEN, (character) => `[${findHiddenCharacter(character)}]`)
}

/** The text with a space for each such character. */
export function replaceHiddenCharacters(text: string): string {
  return text.replaceAll(HIDDEN, ' ')
}
