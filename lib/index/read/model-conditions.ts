import { storableText } from '@/lib/database/storable-json'
import { Prisma } from '@/prisma/generated/client'
import { foldText, formatTerm } from '@/lib/search/fold-text'
import type { ModelFilter, ModelQuery } from './model-query'
import type { Viewer } from './viewer'
import { buildVisibleCondition } from './visible'

/** What holds of the `models` rows (as `m`) that the query asks for and the viewer may see. Words are found by the
 *  trigram index from three characters on, qualifiers by the index on terms. */
export function buildModelConditions(viewer: Viewer, query: ModelQuery): Prisma.Sql {
  const conditions = [
    buildVisibleCondition(viewer, 'm.repo'),
    ...query.words.map((word) => Prisma.sql`m.search_text LIKE ${formatPattern(word)}`),
    ...query.excluded.map((word) => Prisma.sql`m.search_text NOT LIKE ${formatPattern(word)}`),
    ...query.filters.map(buildFilter),
  ]
  return Prisma.join(conditions, ' AND ')
}

function buildFilter({ qualifier, values, negated }: ModelFilter): Prisma.Sql {
  const terms = values.map((value) => storableText(formatTerm(qualifier, value)))
  const overlaps = Prisma.sql`m.terms && ${terms}::text[]`
  return negated ? Prisma.sql`NOT (${overlaps})` : overlaps
}

function formatPattern(word: string): string {
  return `%${storableText(foldText(word)).replace(/[\\%_]/g, '\\$&')}%`
}
