import { storableText } from '@/lib/database/storable-json'
import { isContentKey } from '@/lib/registry/data-key'
import { groupBy } from '@/lib/repo-data/group-by'
import type { Filter, Test } from '@/lib/search/query'
import { Prisma } from '@/prisma/generated/client'
import type { CatalogAsked } from './catalog-at'
import { ALL_HASHES } from './list-aliases'
import { buildVisibleCondition } from './visible'

/** What filters by the contents that models were made from find: the names of models by repository, by `formatSourceKey`. */
export type Sources = ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>

export function formatSourceKey({ qualifier, tests }: Filter): string {
  return JSON.stringify([qualifier, tests])
}

/** Whether the filter asks for contents, which no catalog has. */
export function isSourceFilter({ qualifier }: Filter): boolean {
  return qualifier === 'data' || qualifier === 'from'
}

/** The models with a version that has one of the contents, or was made from one; of the versions that are known then. */
export async function readSources(
  tx: Prisma.TransactionClient,
  { viewer, at }: CatalogAsked,
  filters: readonly Filter[],
): Promise<Sources> {
  const sources = new Map<string, ReadonlyMap<string, readonly string[]>>()
  for (const filter of filters) {
    const { qualifier, tests } = filter
    const keys = qualifier === 'data' ? listHashes(tests) : buildContents(tests, { viewer, at })
    const rows = await tx.$queryRaw<{ repo: string; name: string }[]>`
      SELECT DISTINCT v.repo, v.artifact AS name FROM versions v WHERE v.origins && ${keys} AND ${buildKnownCondition('v', at)}`
    const byRepo = groupBy(rows, ({ repo }) => repo)
    const names = [...byRepo].map(([repo, own]) => [repo, own.map(({ name }) => name)] as const)
    sources.set(formatSourceKey(filter), new Map(names))
  }
  return sources
}

/** Of a folder, with or without the mark at its end. */
function listHashes(tests: readonly Test[]): Prisma.Sql {
  const hashes = tests
    .flatMap((test) =>
      test.kind === 'text' || test.kind === 'exact' ? [test.text.toLowerCase()] : [],
    )
    .flatMap((hash) => [hash, `${hash}.dir`])
    .filter(isContentKey)
  return Prisma.sql`${hashes}::text[]`
}

/** The contents of the versions of the artifacts with these names, each perhaps with its repository before it. */
function buildContents(tests: readonly Test[], { viewer, at }: CatalogAsked): Prisma.Sql {
  const names = tests.flatMap((test) =>
    test.kind === 'text' || test.kind === 'exact' ? listPlaces(storableText(test.text)) : [],
  )
  return Prisma.sql`ARRAY(SELECT unnest(c.hashes) FROM unnest(
      ${names.map(({ repo }) => repo)}::text[], ${names.map(({ name }) => name)}::text[]) n(repo, name)
    JOIN models m ON m.name = n.name AND (n.repo = '' OR n.repo = m.repo)
    JOIN (SELECT *, ${ALL_HASHES} AS hashes FROM versions) c ON c.repo = m.repo AND c.artifact = m.name
    WHERE c.content IS NOT NULL AND ${buildVisibleCondition(viewer, 'm.repo')}
      AND ${buildKnownCondition('c', at)})`
}

/** The condition that a tag had named the commit of a row of `versions` by then. */
function buildKnownCondition(row: 'v' | 'c', at: number | undefined): Prisma.Sql {
  if (at === undefined) return Prisma.sql`true`
  const version = Prisma.raw(row)
  return Prisma.sql`EXISTS (SELECT FROM events e
    WHERE e.repo = ${version}.repo AND e.artifact = ${version}.artifact AND e.commit = ${version}.commit
      AND e.kind <> 'deprecation' AND NOT e.rejected AND e.at_seconds <= ${at}::bigint)`
}

/** `a/b` is the artifact of that name, or `b` of the repository `a`. */
function listPlaces(text: string): readonly { readonly repo: string; readonly name: string }[] {
  const slash = text.indexOf('/')
  const whole = { repo: '', name: text }
  return slash < 0 ? [whole] : [whole, { repo: text.slice(0, slash), name: text.slice(slash + 1) }]
}
