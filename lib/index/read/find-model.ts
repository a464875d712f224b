import type { Database } from '@/lib/database/database'
import { type BigIntText, queryPrepared } from '@/lib/database/prepared'
import { storableText } from '@/lib/database/storable-json'
import type { ModelDetailView } from '@/lib/views/model'
import { buildModelView, formatModelColumns, type ModelRow } from './model-view'
import { buildProblem, type ProblemRow } from './problem-view'
import { preparePair, queryAt } from './relations'
import { formatStageOrder } from './stage-order'
import { buildVersionView, formatVersions, type VersionRow } from './version-view'
import { canSee, type Viewer } from './viewer'

type FoundRow = ModelRow & {
  readonly stage_order: readonly string[]
  readonly state_hash: string
  readonly versions: readonly (VersionRow & { readonly rank: number })[] | null
  readonly version_total: BigIntText
  readonly last_rank: number | null
  readonly problem_list: readonly ProblemRow[] | null
}

const MAX_VERSIONS = 500
const MAX_PROBLEMS = 100

/** Bytes of JSON of the versions in one answer, which has the stages of the model besides. */
const VERSIONS_BYTES = 900_000

/** A version takes its facts, its message and so many bytes. */
const VERSION_BYTES = 1_000

/** Above every rank. */
const FIRST_RANK = 2_147_483_647

const FIND = preparePair(
  'find-model',
  3,
  ({ models, holders, versions, problems, once }) => `
    WITH known AS ${once} (SELECT * FROM ${versions} v WHERE v.repo = $1 AND v.artifact = $2)
    SELECT ${formatModelColumns({ holders })}, r.stage_order, m.state_hash,
      (SELECT json_agg(o ORDER BY o.rank DESC) FROM (
        SELECT * FROM (
          SELECT listed.*, sum(bytes) OVER (ORDER BY rank DESC) - bytes AS bytes_before FROM (
            ${formatVersions({ versions: 'known' })} WHERE v.rank < $3::integer
            ORDER BY v.rank DESC LIMIT ${MAX_VERSIONS}
          ) listed CROSS JOIN LATERAL (SELECT ${VERSION_BYTES} + coalesce(octet_length(facts::text), 0)
            + coalesce(octet_length(to_json(message)::text), 0) AS bytes) measured
        ) counted WHERE bytes_before < ${VERSIONS_BYTES}
      ) o) AS versions,
      (SELECT count(*) FROM known) AS version_total,
      (SELECT min(v.rank) FROM known v) AS last_rank,
      (SELECT json_agg(p) FROM (
        SELECT * FROM ${problems} p WHERE p.repo = m.repo AND p.scope = m.name
        ORDER BY p.file NULLS LAST, p.line NULLS FIRST, p.tag NULLS FIRST, p.code, p.digest
        LIMIT ${MAX_PROBLEMS}
      ) p) AS problem_list
    FROM ${models} m JOIN repos r ON r.slug = m.repo WHERE m.repo = $1 AND m.name = $2`,
)

const HAS = { name: 'has-model', text: 'SELECT FROM models WHERE repo = $1 AND name = $2' }

export type ModelRequest = {
  readonly repo: string
  readonly name: string
  /** The `next` of an earlier answer, at which this answer continues. */
  readonly before?: string
  /** Unix seconds: the state then. Without it, the state now. */
  readonly at?: number | undefined
}

/** The model with its first versions and problems, or null when there is none that the viewer may see. */
export async function findModel(
  db: Database,
  viewer: Viewer,
  { repo, name, before, at }: ModelRequest,
): Promise<ModelDetailView | null> {
  if (!canSee(viewer, repo)) return null
  const values = [...[repo, name].map(storableText), Number(before ?? FIRST_RANK)]
  const [row] = await queryAt<FoundRow>(db, FIND, values, at)
  if (row === undefined) return null
  const model = buildModelView(row)
  return {
    ...model,
    versions: (row.versions ?? []).map(buildVersionView),
    versionTotal: Number(row.version_total),
    next: findNext(row),
    stageOrder: formatStageOrder(row.stage_order, Object.keys(model.stages)),
    problemList: (row.problem_list ?? []).map(buildProblem),
    source: buildSource(row),
    hash: row.hash,
    size: row.size === null ? null : Number(row.size),
    stateHash: row.state_hash,
  }
}

function findNext({ versions, last_rank }: FoundRow): string | null {
  const last = versions?.at(-1)?.rank
  return last === undefined || last === last_rank ? null : String(last)
}

/** Whether there is such a model that the viewer may see. */
export async function hasModel(
  db: Database,
  viewer: Viewer,
  repo: string,
  name: string,
): Promise<boolean> {
  if (!canSee(viewer, repo)) return false
  return (await queryPrepared(db, HAS, [repo, name].map(storableText))).length > 0
}

function buildSource({ source_file, source_commit }: ModelRow): ModelDetailView['source'] {
  if (source_file === null || source_commit === null) return null
  return { file: source_file, commit: source_commit }
}
