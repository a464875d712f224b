import { storableText } from '@/lib/database/storable-json'
import { Prisma } from '@/prisma/generated/client'

/** What a text is compared with: a part of it in any case, or the whole as written. */
export type TextMatch = { readonly kind: 'part' | 'whole'; readonly text: string }

/** Double quotes around a value make it the whole text, as in the search for models. */
export function parseTextMatch(value: string): TextMatch {
  const [, whole] = /^"(.+)"$/s.exec(value) ?? []
  return whole === undefined ? { kind: 'part', text: value } : { kind: 'whole', text: whole }
}

/** The condition that the text of a column or an expression matches. */
export function buildMatchCondition(column: Prisma.Sql, { kind, text }: TextMatch): Prisma.Sql {
  return kind === 'whole'
    ? Prisma.sql`${column} = ${storableText(text)}`
    : Prisma.sql`${column} ~ ${formatPattern(text)}`
}

/**
 * A regular expression of PostgreSQL for a text in any case. Neither LIKE nor the functions for lower case would do: the
 * collation of the columns, "C", knows the letters of English only.
 */
export function formatPattern(text: string): string {
  return [...storableText(text)].map(formatCharacter).join('')
}

function formatCharacter(character: string): string {
  const forms = [character.toLowerCase(), character.toUpperCase()]
  const single = [...new Set([character, ...forms])].filter((form) => [...form].length === 1)
  if (single.length > 1) return `[${single.join('')}]`
  return /[!-/:-@[-`{-~]/.test(character) ? `\\${character}` : character
}
