import type { Database } from '@/lib/database/database'
import { storableText } from '@/lib/database/storable-json'
import { parseModelSort } from '@/lib/search/sort'
import { Prisma } from '@/prisma/generated/client'
import { listPastMeasures, type MeasureAsked } from './past-measures'
import { readRevision } from './read-revision'
import { openRevisionCache } from './revision-cache'
import type { Viewer } from './viewer'
import { buildVisibleCondition } from './visible'

/** Names that are offered as columns. */
const MAX_NAMES = 40

/** One for each viewer, which are few. */
const knownNames = openRevisionCache<readonly string[]>(50)

/** The first metrics and params by name, such as `metric.auc`, of the latest versions of models that the viewer may see. */
export async function listMeasureNames(db: Database, viewer: Viewer): Promise<readonly string[]> {
  const revision = await readRevision(db)
  const key = JSON.stringify(viewer.repos)
  const known = knownNames.find(db, revision, key)
  if (known !== null) return known
  const names = [
    ...(await listFrom(db, viewer, 'metric.')),
    ...(await listFrom(db, viewer, 'param.')),
  ].slice(0, MAX_NAMES)
  knownNames.keep(db, revision, { key, value: names })
  return names
}

/** After every character that a name has. */
const LAST = '\u{10ffff}'

/** The names that begin so. Each step goes to the next name in the index, and none past the last name that begins so. */
export async function listFrom(
  db: Pick<Database, 'query'>,
  viewer: Viewer,
  start: string,
  most = MAX_NAMES,
): Promise<readonly string[]> {
  const prefix = storableText(start)
  const wanted = Prisma.sql`name < ${`${prefix}${LAST}`} AND ${buildVisibleCondition(viewer)}`
  const { text, values } = Prisma.sql`
    WITH RECURSIVE names AS (
      (SELECT name FROM measures WHERE name >= ${prefix} AND ${wanted} ORDER BY name LIMIT 1)
      UNION ALL
      SELECT (SELECT name FROM measures WHERE name > names.name AND ${wanted} ORDER BY name LIMIT 1)
      FROM names WHERE names.name IS NOT NULL
    )
    SELECT name FROM names WHERE starts_with(name, ${prefix}) LIMIT ${most}`
  return (await db.query(text, values)).rows.map(({ name }) => String(name))
}

type Model = { readonly repo: string; readonly name: string }

type MeasuresAsked = {
  readonly columns: readonly string[]
  /** Unix seconds: the values then. Without it, those now. */
  readonly at?: number | undefined
}

/** What the models have in columns such as `metric.auc` or `param.lr@production`, as their files spell it: by the key of
 *  the model (`measureKey`), and then by the column. A column of another form has nothing. */
export async function readMeasures(
  db: Database,
  models: readonly Model[],
  { columns, at }: MeasuresAsked,
): Promise<ReadonlyMap<string, Readonly<Record<string, string>>>> {
  const asked = columns.flatMap((id) => {
    const column = parseModelSort(id)?.column
    return column?.kind === 'measure' ? [{ id, name: column.name, stage: column.stage }] : []
  })
  if (asked.length === 0 || models.length === 0) return new Map()
  const rows =
    at === undefined
      ? await readShown(db, models, asked)
      : await readShownThen(db, asked, { models, at })
  const found = new Map<string, Record<string, string>>()
  for (const row of rows) {
    const key = measureKey({ repo: row.repo, name: row.artifact })
    found.set(key, { ...found.get(key), [row.id]: row.shown })
  }
  return found
}

type ColumnAsked = MeasureAsked & { readonly id: string }

async function readShown(
  db: Database,
  models: readonly Model[],
  asked: readonly ColumnAsked[],
): Promise<readonly Measure[]> {
  const { text, values } = Prisma.sql`
    SELECT v.repo, v.artifact, c.id, v.shown
    FROM unnest(${models.map(({ repo }) => repo)}::text[], ${models.map(({ name }) => name)}::text[]) m(repo, name)
    CROSS JOIN unnest(${asked.map(({ id }) => storableText(id))}::text[],
      ${asked.map(({ name }) => storableText(name))}::text[],
      ${asked.map(({ stage }) => storableText(stage ?? ''))}::text[]) c(id, name, stage)
    JOIN measures v ON v.repo = m.repo AND v.artifact = m.name AND v.name = c.name AND v.stage = c.stage`
  return (await db.query(text, values)).rows as Measure[]
}

async function readShownThen(
  db: Database,
  asked: readonly ColumnAsked[],
  of: { readonly models: readonly Model[]; readonly at: number },
): Promise<readonly Measure[]> {
  const rows: Measure[] = []
  for (const column of asked) {
    for (const { repo, name, shown } of await listPastMeasures(db, column, of))
      rows.push({ repo, artifact: name, id: column.id, shown })
  }
  return rows
}

type Measure = {
  readonly repo: string
  readonly artifact: string
  readonly id: string
  readonly shown: string
}

/** One text for each model: a slug has no slash. */
function measureKey({ repo, name }: Model): string {
  return `${repo}/${name}`
}
