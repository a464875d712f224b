import { createCssVariablesTheme, createHighlighterCore, type HighlighterCore } from 'shiki/core'
import { createJavaScriptRegexEngine } from 'shiki/engine/javascript'
import { getOrCreate } from '@/lib/runtime'
import { findLanguage } from './languages'

/** A longer line is plain: what a grammar takes can grow faster than the line. */
const MAX_LINE = 500

/** What a piece of a line is, by its letter; `-` is plain text. */
const TOKENS = {
  ...{ k: 'keyword', c: 'constant', m: 'comment' },
  ...{ s: 'string', f: 'function', p: 'parameter' },
} as const

/** The letter of a colour that shiki's theme of CSS variables gives. */
const LETTERS: Readonly<Record<string, string>> = Object.fromEntries([
  ...Object.entries(TOKENS).map(([letter, token]) => [`var(--shiki-token-${token})`, letter]),
  ['var(--shiki-token-string-expression)', 's'],
  ['var(--shiki-token-link)', 's'],
])

/**
 * The marks of each line of a text, as `DiffHunk` has them. Lines after `milliseconds` are plain. A line that never ends
 * in a grammar is ended by the limits of the worker process.
 */
export async function markLines(
  path: string,
  text: string,
  milliseconds: number,
): Promise<readonly string[]> {
  const language = findLanguage(path)
  if (language === null || milliseconds <= 0) return []
  const highlighter = await getOrCreate('highlighter', openHighlighter)
  if (!highlighter.getLoadedLanguages().includes(language.name)) {
    await highlighter.loadLanguage(language.load)
  }
  const { tokens } = highlighter.codeToTokens(text, {
    ...{ lang: language.name, theme: 'css-variables' },
    ...{ tokenizeMaxLineLength: MAX_LINE, tokenizeTimeLimit: milliseconds },
  })
  return tokens.map((line) =>
    joinMarks(line.map(({ content, color }) => [LETTERS[color ?? ''] ?? '-', content.length])),
  )
}

async function openHighlighter(): Promise<HighlighterCore> {
  return await createHighlighterCore({
    themes: [createCssVariablesTheme()],
    langs: [],
    engine: createJavaScriptRegexEngine({ forgiving: true }),
  })
}

/** `k4-1s9`; neighbours of one letter are joined, and plain text at the end is left out. */
function joinMarks(pieces: readonly (readonly [letter: string, length: number])[]): string {
  const joined: { letter: string; length: number }[] = []
  for (const [letter, length] of pieces) {
    const last = joined.at(-1)
    if (last?.letter === letter) last.length += length
    else joined.push({ letter, length })
  }
  if (joined.at(-1)?.letter === '-') joined.pop()
  return joined.map(({ letter, length }) => letter + length).join('')
}
