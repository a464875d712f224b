import { canSee } from './can-see'
import type { Database } from './database'
import { formatModelView, type ModelRow, modelColumns } from './model-view'
import { queryPrepared } from './prepared'
import { formatProblem, type ProblemRow } from './problem-view'
import { formatStageOrder } from './stage-order'
import { storableText } from './storable-json'
import { formatVersionView, selectVersions, type VersionRow } from './version-view'
import type { ModelDetailView, Viewer } from './views'

type FoundRow = ModelRow & {
  readonly stage_order: readonly string[]
  readonly versions: readonly VersionRow[] | null
  readonly problem_list: readonly ProblemRow[] | null
}

const FIND = {
  name: 'find-model',
  text: `
    SELECT ${modelColumns}, r.stage_order,
      (SELECT json_agg(o ORDER BY o.rank DESC) FROM (
        ${selectVersions} WHERE v.repo = m.repo AND v.artifact = m.name
      ) o) AS versions,
      (SELECT json_agg(p ORDER BY p.file NULLS LAST, p.line NULLS FIRST, p.tag NULLS FIRST, p.code,
          p.digest)
        FROM problems p WHERE p.repo = m.repo AND p.scope = m.name) AS problem_list
    FROM models m JOIN repos r ON r.slug = m.repo WHERE m.repo = $1 AND m.name = $2`,
}

const HAS = { name: 'has-model', text: 'SELECT FROM models WHERE repo = $1 AND name = $2' }

/** The model with all of its versions and problems, or null where there is none that the viewer may see. */
export async function findModel(
  db: Database,
  viewer: Viewer,
  repo: string,
  name: string,
): Promise<ModelDetailView | null> {
  if (!canSee(viewer, repo)) return null
  const values = [repo, name].map(storableText)
  const [row] = await queryPrepared<FoundRow>(db, FIND, values)
  if (row === undefined) return null
  const model = formatModelView(row)
  return {
    ...model,
    versions: (row.versions ?? []).map(formatVersionView),
    stageOrder: formatStageOrder(row.stage_order, Object.keys(model.stages)),
    problemList: (row.problem_list ?? []).map(formatProblem),
    source: formatSource(row),
    hash: row.hash,
    size: row.size === null ? null : Number(row.size),
  }
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

function formatSource({ source_file, source_commit }: ModelRow): ModelDetailView['source'] {
  if (source_file === null || source_commit === null) return null
  return { file: source_file, commit: source_commit }
}
