import type { Database } from '@/lib/database/database'
import { isContentKey } from '@/lib/registry/data-key'
import type { ContentView, DataPlaceView, SameUrlView } from '@/lib/views/data'
import { Prisma } from '@/prisma/generated/client'
import { listAliases } from './list-aliases'
import { type AddressesOf, listDescendants } from './list-descendants'
import type { Viewer } from './viewer'
import { buildVisibleCondition } from './visible'

/** Other hashes of one content: a text may be in Git with several kinds of line ends. */
const MAX_ALIASES = 20

/** Places of each kind that one answer names. */
const MAX_PLACES = 200

/** Where a content is known from, and what was made from it; null for a hash that no repository of the viewer knows. */
export async function findData(
  db: Database,
  viewer: Viewer,
  { hash, addressesOf }: { readonly hash: string; readonly addressesOf: AddressesOf },
): Promise<ContentView | null> {
  if (!isContentKey(hash)) return null
  const aliases = await listAliases(db, viewer, [hash])
  const hashes = [hash, ...aliases.slice(0, MAX_ALIASES)]
  const [heads, holders, readers] = await Promise.all([
    listHeadPlaces(db, viewer, hashes),
    listHolders(db, viewer, hashes),
    listReaders(db, viewer, hashes),
  ])
  const known = new Set(heads.map(({ repo, path }) => `${repo}\n${path}`))
  const isNew = ({ repo, path }: DataPlaceView) => !known.has(`${repo}\n${path}`)
  // What a branch alone has of a model says nothing more than the file that tracks it there.
  const versions = holders
    .filter((one) => one.isVersion || isNew(one.place))
    .map(({ place }) => place)
  const seen = [versions, heads, readers.places.filter(isNew)]
  if (seen.every(({ length }) => length === 0)) return null
  const [objects, sameUrl] = await Promise.all([
    listObjects(db, viewer, hashes),
    listSameUrl(db, viewer, hashes),
  ])
  const sources = holders.flatMap(({ place: { repo, commit, path } }) =>
    commit === null ? [] : [{ repo, commit, path }],
  )
  const from = { keys: [...hashes, ...objects], sources, addressesOf }
  const { items, complete } = await listDescendants(db, viewer, from)
  return {
    hash,
    seen: seen.flatMap((places) => places.slice(0, MAX_PLACES)),
    sameUrl: sameUrl.slice(0, MAX_PLACES),
    descendants: items,
    complete:
      complete &&
      readers.complete &&
      [...seen, sameUrl].every(({ length }) => length <= MAX_PLACES),
  }
}

function anyOf(hashes: readonly string[]): Prisma.Sql {
  return Prisma.sql`ANY(${[...hashes]}::text[])`
}

/** The stages and `.dvc` files at the heads of default branches that make it or read it. */
async function listHeadPlaces(
  db: Database,
  viewer: Viewer,
  hashes: readonly string[],
): Promise<readonly DataPlaceView[]> {
  const { text, values } = Prisma.sql`
    SELECT d.repo, d.path, d.role, d.stage, NULL AS model, NULL AS version, r.head_commit AS commit,
      d.size::float8 AS size
    FROM (SELECT * FROM data_places WHERE key = ${anyOf(hashes)} AND role IN ('made', 'read')
      AND ${buildVisibleCondition(viewer)}) d
    JOIN repos r ON r.slug = d.repo
    ORDER BY d.role, d.repo, d.path, d.stage LIMIT ${MAX_PLACES + 1}`
  return (await db.query(text, values)).rows as DataPlaceView[]
}

type Holder = {
  readonly place: DataPlaceView
  /** It is registered or in a stage; otherwise it is the head of a branch. */
  readonly isVersion: boolean
}

/** The versions whose own content it is, the registered ones first. */
async function listHolders(
  db: Database,
  viewer: Viewer,
  hashes: readonly string[],
): Promise<readonly Holder[]> {
  const { text, values } = Prisma.sql`
    SELECT registered OR cardinality(stages) > 0 AS "isVersion",
      json_build_object('repo', repo, 'path', facts->>'path', 'role', 'version', 'stage', NULL,
        'model', artifact, 'version', name, 'commit', commit, 'size', (facts->>'size')::float8) AS place
    FROM versions WHERE content = ${anyOf(hashes)} AND ${buildVisibleCondition(viewer)}
    ORDER BY registered DESC, committed_seconds DESC, repo, artifact, name LIMIT ${MAX_PLACES + 1}`
  return (await db.query(text, values)).rows as Holder[]
}

/** Versions whose paths are looked at: the newest ones of a popular content. */
const MAX_READERS = 200

type Reader = {
  readonly place: DataPlaceView
  /** How many versions were looked at. */
  readonly looked: number
}

/** The paths under which versions were made from it, each with the newest version. */
async function listReaders(
  db: Database,
  viewer: Viewer,
  hashes: readonly string[],
): Promise<{ readonly places: readonly DataPlaceView[]; readonly complete: boolean }> {
  const positions = hashes.map((hash) => Prisma.sql`array_position(origins, ${hash})`)
  const { text, values } = Prisma.sql`
    WITH v AS (
      SELECT repo, artifact, name, commit, committed_seconds,
        origin_paths[coalesce(${Prisma.join(positions)})] AS path
      FROM versions WHERE origins && ${[...hashes]}::text[] AND ${buildVisibleCondition(viewer)}
      ORDER BY committed_seconds DESC, repo, artifact, name LIMIT ${MAX_READERS}
    )
    SELECT DISTINCT ON (repo, path) (SELECT count(*)::int FROM v) AS looked,
      json_build_object('repo', repo, 'path', path, 'role', 'read', 'stage', NULL, 'model', artifact,
        'version', name, 'commit', commit, 'size', NULL) AS place
    FROM v ORDER BY repo, path, committed_seconds DESC`
  const rows = (await db.query(text, values)).rows as Reader[]
  return {
    places: rows.map(({ place }) => place),
    complete: (rows[0]?.looked ?? 0) < MAX_READERS,
  }
}

/** The objects of cloud storage that the content was copied from: others may know it by these alone. */
async function listObjects(
  db: Database,
  viewer: Viewer,
  hashes: readonly string[],
): Promise<readonly string[]> {
  const { text, values } = Prisma.sql`
    SELECT DISTINCT read.key FROM data_places made
    JOIN data_places read ON read.repo = made.repo AND read.stage_key = made.stage_key
      AND read.role = 'copied'
    WHERE made.key = ${anyOf(hashes)} AND made.role = 'made'
      AND ${buildVisibleCondition(viewer, 'read.repo')} LIMIT 100`
  return (await db.query(text, values)).rows.map((row) => (row as { key: string }).key)
}

/** Other content that was copied from a URL that the content was copied from: the weakest join (lineage.md, section 9). */
async function listSameUrl(
  db: Database,
  viewer: Viewer,
  hashes: readonly string[],
): Promise<readonly SameUrlView[]> {
  const { text, values } = Prisma.sql`
    SELECT DISTINCT there.repo, copy.path, copy.stage, there.path AS url, copy.key AS hash,
      r.head_commit AS commit
    FROM data_places made
    JOIN data_places here ON here.repo = made.repo AND here.stage_key = made.stage_key
      AND here.role = 'source'
    JOIN data_places there ON there.key = here.key AND there.role = 'source'
    JOIN data_places copy ON copy.repo = there.repo AND copy.stage_key = there.stage_key
      AND copy.role = 'made' AND copy.key <> made.key
    JOIN repos r ON r.slug = there.repo
    WHERE made.key = ${anyOf(hashes)} AND made.role = 'made'
      AND ${buildVisibleCondition(viewer, 'made.repo')} AND ${buildVisibleCondition(viewer, 'there.repo')}
    ORDER BY there.repo, copy.path, copy.stage, copy.key LIMIT ${MAX_PLACES + 1}`
  return (await db.query(text, values)).rows as SameUrlView[]
}
