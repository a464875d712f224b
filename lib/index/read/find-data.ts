import type { Database } from '@/lib/database/database'
import { isContentKey } from '@/lib/registry/data-key'
import type { ContentView, DataPlaceView } from '@/lib/views/data'
import { Prisma } from '@/prisma/generated/client'
import { type ContentSource, listDescendants } from './list-descendants'
import type { Viewer } from './viewer'
import { buildVisibleCondition } from './visible'

/** Places of each kind that one answer names. */
const MAX_PLACES = 200

/** The addresses of a repository, by its slug. */
export type AddressesOf = (repo: string) => readonly string[]

/** Where a content is known from, and what was made from it; null for a hash that no repository of the viewer knows. */
export async function findData(
  db: Database,
  viewer: Viewer,
  { hash, addressesOf }: { readonly hash: string; readonly addressesOf: AddressesOf },
): Promise<ContentView | null> {
  if (!isContentKey(hash)) return null
  const [heads, holders, readers] = await Promise.all([
    listHeadPlaces(db, viewer, hash),
    listHolders(db, viewer, hash),
    listReaders(db, viewer, hash),
  ])
  const known = new Set(heads.map(({ repo, path }) => `${repo}\n${path}`))
  const older = readers.filter(({ repo, path }) => !known.has(`${repo}\n${path}`))
  const seen = [heads, holders, older]
  if (seen.every(({ length }) => length === 0)) return null
  const keys = [hash, ...(await listObjects(db, viewer, hash))]
  const sources = holders.flatMap((holder) => toSource(holder, addressesOf))
  const { items, complete } = await listDescendants(db, viewer, { keys, sources })
  return {
    hash,
    seen: seen.flatMap((places) => places.slice(0, MAX_PLACES)),
    descendants: items,
    complete: complete && seen.every(({ length }) => length <= MAX_PLACES),
  }
}

function toSource(
  { repo, commit, path }: DataPlaceView,
  addressesOf: AddressesOf,
): readonly ContentSource[] {
  return commit === null ? [] : [{ addresses: addressesOf(repo), commit, path }]
}

/** The stages and `.dvc` files at the heads of default branches that make it or read it. */
async function listHeadPlaces(
  db: Database,
  viewer: Viewer,
  hash: string,
): Promise<readonly DataPlaceView[]> {
  const { text, values } = Prisma.sql`
    SELECT d.repo, d.path, d.role, d.stage, NULL AS model, NULL AS version, r.head_commit AS commit,
      d.size::float8 AS size
    FROM (SELECT * FROM data_places WHERE key = ${hash} AND ${buildVisibleCondition(viewer)}) d
    JOIN repos r ON r.slug = d.repo
    ORDER BY d.role, d.repo, d.path, d.stage LIMIT ${MAX_PLACES + 1}`
  return (await db.query(text, values)).rows as DataPlaceView[]
}

/** The versions whose own content it is. */
async function listHolders(
  db: Database,
  viewer: Viewer,
  hash: string,
): Promise<readonly DataPlaceView[]> {
  const { text, values } = Prisma.sql`
    SELECT v.repo, v.facts->>'path' AS path, 'version' AS role, NULL AS stage, v.artifact AS model,
      v.name AS version, v.commit, (v.facts->>'size')::float8 AS size
    FROM versions v WHERE v.content = ${hash} AND ${buildVisibleCondition(viewer)}
    ORDER BY v.committed_seconds DESC, v.repo, v.artifact, v.name LIMIT ${MAX_PLACES + 1}`
  return (await db.query(text, values)).rows as DataPlaceView[]
}

/** Versions whose paths are looked at: the newest ones of a popular content. */
const MAX_READERS = 200

/** The paths under which versions were made from it, each with the newest version. */
async function listReaders(
  db: Database,
  viewer: Viewer,
  hash: string,
): Promise<readonly DataPlaceView[]> {
  const { text, values } = Prisma.sql`
    SELECT DISTINCT ON (v.repo, o->>'path') v.repo, o->>'path' AS path, 'read' AS role, NULL AS stage,
      v.artifact AS model, v.name AS version, v.commit, NULL::float8 AS size
    FROM (
      SELECT repo, artifact, name, commit, facts, committed_seconds FROM versions
      WHERE origins @> ARRAY[${hash}] AND ${buildVisibleCondition(viewer)}
      ORDER BY committed_seconds DESC, repo, artifact, name LIMIT ${MAX_READERS}
    ) v, json_array_elements(v.facts->'origins') o
    WHERE o->>'key' = ${hash}
    ORDER BY v.repo, o->>'path', v.committed_seconds DESC LIMIT ${MAX_PLACES + 1}`
  return (await db.query(text, values)).rows as DataPlaceView[]
}

/** The objects of cloud storage that the content was copied from: others may know it by these alone. */
async function listObjects(db: Database, viewer: Viewer, hash: string): Promise<readonly string[]> {
  const { text, values } = Prisma.sql`
    SELECT DISTINCT read.key FROM data_places made
    JOIN data_places read ON read.repo = made.repo AND read.stage_key = made.stage_key
      AND read.role = 'read' AND read.key LIKE 'object:%'
    WHERE made.key = ${hash} AND made.role = 'made' AND made.stage LIKE '%.dvc'
      AND ${buildVisibleCondition(viewer, 'read.repo')} LIMIT 100`
  return (await db.query(text, values)).rows.map((row) => (row as { key: string }).key)
}
