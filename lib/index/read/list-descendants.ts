import type { Database } from '@/lib/database/database'
import { listSourceKeys } from '@/lib/registry/data-key'
import type { DescendantView } from '@/lib/views/data'
import { Prisma } from '@/prisma/generated/client'
import { listAliases } from './list-aliases'
import type { Viewer } from './viewer'
import { buildVisibleCondition } from './visible'

/** Versions that one answer names. */
const MAX_DESCENDANTS = 500

/** Keys that one round follows, and rounds: content may pass through as many repositories. */
const MAX_KEYS = 2_000
const MAX_ROUNDS = 10

/** The addresses of a repository, by its slug. */
export type AddressesOf = (repo: string) => readonly string[]

/** Content at a path of a commit. An import of the commit joins it even where the hash of the import is not known. */
type ContentSource = {
  readonly repo: string
  readonly commit: string
  readonly path: string | null
}

export type Descendants = {
  readonly items: readonly DescendantView[]
  /** False where there are more than one answer names. */
  readonly complete: boolean
}

type Origin = {
  readonly keys: readonly string[]
  readonly sources: readonly ContentSource[]
  readonly addressesOf: AddressesOf
}

/**
 * The versions that were made from content with one of the keys, in any repository that the viewer may see, and in
 * turn those that were made from these. Nothing is followed through a repository that the viewer may not see.
 */
export async function listDescendants(
  db: Database,
  viewer: Viewer,
  { keys: first, sources, addressesOf }: Origin,
  depth: 'all' | 'next' = 'all',
): Promise<Descendants> {
  const found = new Map<string, DescendantView>()
  const known = new Set<string>()
  let complete = true
  const take = (keys: readonly string[]) => {
    const fresh = [...new Set(keys)].filter((key) => !known.has(key))
    if (fresh.length > MAX_KEYS) complete = false
    const taken = fresh.slice(0, MAX_KEYS)
    for (const key of taken) known.add(key)
    return taken
  }
  const widen = async (found: readonly string[]) => {
    const taken = take(found)
    return [...taken, ...take(await listAliases(db, viewer, taken))]
  }
  let keys = await widen([...first, ...listKeys(sources, addressesOf)])
  for (let round = 0; keys.length > 0; round += 1) {
    const rows = await listMadeFrom(db, viewer, keys)
    for (const { content, ...view } of rows) {
      found.set(`${view.repo}\n${view.model}\n${view.version}\n${view.commit}`, view)
    }
    if (rows.length > MAX_DESCENDANTS || found.size > MAX_DESCENDANTS) complete = false
    if (depth === 'next' || !complete) break
    const made = await listMadeKeys(db, viewer, keys)
    if (made.length > MAX_KEYS) complete = false
    const contents = rows.flatMap(({ content }) => content ?? [])
    keys = await widen([...contents, ...listKeys(rows, addressesOf), ...made])
    if (round === MAX_ROUNDS && keys.length > 0) complete = false
    if (!complete) break
  }
  const inUse = ({ stages }: DescendantView) => Number(stages.length > 0)
  const items = [...found.values()].sort((a, b) => inUse(b) - inUse(a))
  return { items: items.slice(0, MAX_DESCENDANTS), complete }
}

function listKeys(sources: readonly ContentSource[], addressesOf: AddressesOf): readonly string[] {
  return sources.flatMap(({ repo, commit, path }) =>
    path === null ? [] : addressesOf(repo).flatMap((url) => listSourceKeys({ url, commit, path })),
  )
}

type Row = DescendantView & { readonly content: string | null }

/** One more than an answer names, where there are as many; those in stages first, then the newest. */
async function listMadeFrom(
  db: Database,
  viewer: Viewer,
  keys: readonly string[],
): Promise<readonly Row[]> {
  const { text, values } = Prisma.sql`
    SELECT repo, artifact AS model, name AS version, commit, stages, content, facts->>'path' AS path
    FROM versions
    WHERE origins && ${[...keys]}::text[] AND active AND (registered OR cardinality(stages) > 0)
      AND ${buildVisibleCondition(viewer)}
    ORDER BY cardinality(stages) > 0 DESC, committed_seconds DESC, repo, artifact, name
    LIMIT ${MAX_DESCENDANTS + 1}`
  return (await db.query(text, values)).rows as Row[]
}

/** What stages at the heads of default branches made from the content; one more than is followed, where there is more. */
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
    ORDER BY made.key LIMIT ${MAX_KEYS + 1}`
  return (await db.query(text, values)).rows.map((row) => (row as { key: string }).key)
}
