import type { Prisma } from '@/prisma/generated/client'
import { canSee } from './can-see'
import type { Database } from './database'
import { formatModelView, type ModelRow, modelColumns } from './model-view'
import { formatProblem, type ProblemRow } from './problem-view'
import { readAtOneMoment } from './read-transaction'
import { formatStageOrder } from './stage-order'
import { storableText } from './storable-json'
import { formatVersionView, selectVersions, type VersionRow } from './version-view'
import type { ModelDetailView, ProblemView, VersionView, Viewer } from './views'

/** The model with all of its versions and problems, or null where there is none that the viewer may see. */
export async function findModel(
  db: Database,
  viewer: Viewer,
  wantedRepo: string,
  wantedName: string,
): Promise<ModelDetailView | null> {
  const repo = storableText(wantedRepo)
  const name = storableText(wantedName)
  if (!canSee(viewer, repo)) return null
  return readAtOneMoment(db, async (tx) => {
    const [row] = await tx.$queryRaw<(ModelRow & { readonly stage_order: string[] })[]>`
      SELECT ${modelColumns}, r.stage_order
      FROM models m JOIN repos r ON r.slug = m.repo WHERE m.repo = ${repo} AND m.name = ${name}`
    if (row === undefined) return null
    const model = formatModelView(row)
    return {
      ...model,
      versions: await listVersions(tx, repo, name),
      stageOrder: formatStageOrder(row.stage_order, Object.keys(model.stages)),
      problemList: await listProblemsOf(tx, repo, name),
      source: formatSource(row),
      hash: row.hash,
      size: row.size === null ? null : Number(row.size),
    }
  })
}

function formatSource({ source_file, source_commit }: ModelRow): ModelDetailView['source'] {
  if (source_file === null || source_commit === null) return null
  return { file: source_file, commit: source_commit }
}

async function listVersions(
  tx: Prisma.TransactionClient,
  repo: string,
  artifact: string,
): Promise<VersionView[]> {
  const rows = await tx.$queryRaw<VersionRow[]>`
    ${selectVersions} WHERE v.repo = ${repo} AND v.artifact = ${artifact} ORDER BY v.rank DESC`
  return rows.map(formatVersionView)
}

async function listProblemsOf(
  tx: Prisma.TransactionClient,
  repo: string,
  artifact: string,
): Promise<ProblemView[]> {
  const rows = await tx.$queryRaw<ProblemRow[]>`
    SELECT repo, code, artifact, file, line, tag, commit, detail FROM problems
    WHERE repo = ${repo} AND scope = ${artifact}
    ORDER BY file NULLS LAST, line NULLS FIRST, tag NULLS FIRST, code, digest`
  return rows.map(formatProblem)
}
