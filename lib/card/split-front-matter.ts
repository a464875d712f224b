export type CardParts = {
  /** The YAML before the text; null where there is none. */
  readonly matter: string | null
  readonly body: string
}

/** Splits a card into its front matter, between two lines of `---` at its beginning, and its Markdown. */
export function splitFrontMatter(text: string): CardParts {
  const whole = text.replace(/^\ufeff/, '').replaceAll('\r\n', '\n')
  if (!/^---[ \t]*\n/.test(whole)) return { matter: null, body: whole }
  const from = whole.indexOf('\n') + 1
  const end = findEnd(whole, from)
  if (end === null) return { matter: null, body: whole }
  return { matter: whole.slice(from, end.from), body: whole.slice(end.to) }
}

/** The next line of three hyphens. */
function findEnd(
  text: string,
  start: number,
): { readonly from: number; readonly to: number } | null {
  for (let from = start; from < text.length; ) {
    const next = text.indexOf('\n', from)
    const to = next === -1 ? text.length : next + 1
    if (to - from < 16 && text.slice(from, to).trimEnd() === '---') return { from, to }
    from = to
  }
  return null
}
