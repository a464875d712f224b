import type { Database } from '@/lib/database/database'
import { storableText } from '@/lib/database/storable-json'
import { type MeasureValue, splitValue } from '@/lib/index/write/measure-rows'
import type { Scalar } from '@/lib/registry/values'
import { Prisma } from '@/prisma/generated/client'

/** Such as `metric.auc`, of the latest version or of what a stage has. */
export type MeasureAsked = { readonly name: string; readonly stage: string | null }

type ValueRow = { readonly repo: string; readonly artifact: string; readonly value: Scalar }

/** The values of a metric or a param as of a past second, of all models of the repositories that have one. */
export async function readPastMeasures(
  tx: Prisma.TransactionClient,
  asked: MeasureAsked,
  { slugs, at }: { readonly slugs: readonly string[]; readonly at: number },
): Promise<readonly (Model & MeasureValue)[]> {
  const rows = await tx.$queryRaw<ValueRow[]>`
    SELECT v.repo, v.artifact, ${selectValue(asked)} AS value
    FROM ${selectHeld(asked, at)} held CROSS JOIN LATERAL ${VERSION} v
    WHERE held.repo = ANY(${[...slugs]}::text[]) AND ${selectValue(asked)} IS NOT NULL`
  return rows.map(buildMeasure)
}

type Model = { readonly repo: string; readonly name: string }

/** The same for some models. */
export async function listPastMeasures(
  db: Pick<Database, 'query'>,
  asked: MeasureAsked,
  { models, at }: { readonly models: readonly Model[]; readonly at: number },
): Promise<readonly (Model & MeasureValue)[]> {
  const { text, values } = Prisma.sql`
    SELECT v.repo, v.artifact, ${selectValue(asked)} AS value
    FROM unnest(${models.map(({ repo }) => repo)}::text[], ${models.map(({ name }) => name)}::text[]) m(repo, name)
    JOIN ${selectHeld(asked, at)} held ON held.repo = m.repo AND held.artifact = m.name
    CROSS JOIN LATERAL ${VERSION} v
    WHERE ${selectValue(asked)} IS NOT NULL`
  return ((await db.query(text, values)).rows as ValueRow[]).map(buildMeasure)
}

function buildMeasure({ repo, artifact, value }: ValueRow): Model & MeasureValue {
  return { repo, name: artifact, ...splitValue(value) }
}

/** The row of what is held. */
const VERSION = Prisma.sql`(SELECT * FROM versions v WHERE v.repo = held.repo AND v.artifact = held.artifact
  AND v.name = held.version AND v.commit = held.commit LIMIT 1)`

/** The versions that the measure is of. */
function selectHeld({ stage }: MeasureAsked, at: number): Prisma.Sql {
  return stage === null
    ? Prisma.sql`(SELECT repo, artifact, latest_version AS version, latest_commit AS commit
        FROM moments_at(${at}::bigint))`
    : Prisma.sql`(SELECT repo, artifact, version, commit FROM stage_holders_at(${at}::bigint)
        WHERE stage = ${storableText(stage)} AND position = 0)`
}

/** The value in the facts of a version; NULL without one. */
function selectValue({ name }: MeasureAsked): Prisma.Sql {
  const isMetric = name.startsWith('metric.')
  const key = storableText(name.slice(name.indexOf('.') + 1))
  return Prisma.sql`(v.facts->${isMetric ? 'metrics' : 'params'}->${key})`
}
