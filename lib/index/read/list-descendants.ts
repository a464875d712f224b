import type { Database } from '@/lib/database/database'
import { importKey } from '@/lib/registry/data-key'
import type { DataOrigin } from '@/lib/registry/origins'
import { isPathRelated } from '@/lib/repo-data/repo-path'
import type { DescendantView } from '@/lib/views/data'
import { Prisma } from '@/prisma/generated/client'
import type { Viewer } from './viewer'
import { buildVisibleCondition } from './visible'

/** Versions that one answer names. */
const MAX_DESCENDANTS = 500

/** Keys that one round follows, and rounds: content may pass through as many repositories. */
const MAX_KEYS = 2_000
const MAX_ROUNDS = 10

/** Content at a path of a commit. An import of the commit joins it even where the hash of the import is not known. */
export type ContentSource = {
  /** Addresses of the repository. */
  readonly addresses: readonly string[]
  readonly commit: string
  readonly path: string
}

export type Descendants = {
  readonly items: readonly DescendantView[]
  /** False where there are more than one answer names. */
  readonly complete: boolean
}

type Row = DescendantView & {
  readonly content: string | null
  readonly origins: readonly DataOrigin[]
}

/**
 * The versions that were made from content with one of the keys, in any repository that the viewer may see, and in
 * turn those that were made from these. Nothing is followed through a repository that the viewer may not see.
 */
export async function listDescendants(
  db: Database,
  viewer: Viewer,
  from: { readonly keys: readonly string[]; readonly sources: readonly ContentSource[] },
  depth: 'all' | 'next' = 'all',
): Promise<Descendants> {
  const found = new Map<string, Row>()
  const known = new Set(from.keys)
  const add = (rows: readonly Row[]) => {
    for (const row of rows)
      found.set(`${row.repo}\n${row.model}\n${row.version}\n${row.commit}`, row)
  }
  add(await listImporters(db, viewer, from.sources))
  let keys = [...from.keys, ...takeContents(found, known)]
  for (let round = 0; keys.length > 0 && found.size <= MAX_DESCENDANTS; round += 1) {
    add(await listMadeFrom(db, viewer, keys))
    if (depth === 'next' || round === MAX_ROUNDS) break
    const made = await listMadeKeys(db, viewer, keys)
    keys = [...takeNew(made, known), ...takeContents(found, known)].slice(0, MAX_KEYS)
  }
  const items = [...found.values()].sort(compareRows).map(({ content, origins, ...view }) => view)
  return { items: items.slice(0, MAX_DESCENDANTS), complete: items.length <= MAX_DESCENDANTS }
}

function takeContents(found: ReadonlyMap<string, Row>, known: Set<string>): readonly string[] {
  return takeNew(
    [...found.values()].flatMap(({ content }) => content ?? []),
    known,
  )
}

function takeNew(keys: readonly string[], known: Set<string>): readonly string[] {
  const fresh = [...new Set(keys)].filter((key) => !known.has(key))
  for (const key of fresh) known.add(key)
  return fresh
}

/** Versions in stages come first; the rows of each round are in order already. */
function compareRows(a: Row, b: Row): number {
  return Number(b.stages.length > 0) - Number(a.stages.length > 0)
}

async function listMadeFrom(
  db: Database,
  viewer: Viewer,
  keys: readonly string[],
): Promise<readonly Row[]> {
  const { text, values } = Prisma.sql`
    SELECT o.repo, o.artifact AS model, o.name AS version, o.commit, o.stages, o.content,
      f.facts->>'path' AS path, f.facts->'origins' AS origins
    FROM (
      SELECT repo, artifact, name, commit, stages, content, committed_seconds FROM versions
      WHERE origins && ${[...keys]}::text[] AND active AND (registered OR cardinality(stages) > 0)
        AND ${buildVisibleCondition(viewer)}
      ORDER BY cardinality(stages) > 0 DESC, committed_seconds DESC, repo, artifact, name
      LIMIT ${MAX_DESCENDANTS + 1}
    ) o JOIN versions f ON f.repo = o.repo AND f.artifact = o.artifact AND f.name = o.name
      AND f.commit = o.commit
    ORDER BY cardinality(o.stages) > 0 DESC, o.committed_seconds DESC, o.repo, o.artifact, o.name`
  return (await db.query(text, values)).rows as Row[]
}

/** The versions that were made from what was imported from the sources: the path, a path below it, or one above it. */
async function listImporters(
  db: Database,
  viewer: Viewer,
  sources: readonly ContentSource[],
): Promise<readonly Row[]> {
  const paths = new Map<string, string[]>()
  for (const { addresses, commit, path } of sources) {
    for (const key of new Set(addresses.map((address) => importKey(address, commit)))) {
      paths.set(key, [...(paths.get(key) ?? []), path])
    }
  }
  if (paths.size === 0) return []
  const rows = await listMadeFrom(db, viewer, [...paths.keys()])
  return rows.filter(({ origins }) =>
    origins.some(({ key, path }) => paths.get(key)?.some((one) => isPathRelated(one, path))),
  )
}

/** What stages at the heads of default branches made from the content. */
async function listMadeKeys(
  db: Database,
  viewer: Viewer,
  keys: readonly string[],
): Promise<readonly string[]> {
  const { text, values } = Prisma.sql`
    SELECT DISTINCT made.key FROM data_places read
    JOIN data_places made ON made.repo = read.repo AND made.stage_key = read.stage_key
      AND made.role = 'made'
    WHERE read.key = ANY(${[...keys]}::text[]) AND read.role = 'read'
      AND ${buildVisibleCondition(viewer, 'read.repo')}
    LIMIT ${MAX_KEYS}`
  return (await db.query(text, values)).rows.map((row) => (row as { key: string }).key)
}
