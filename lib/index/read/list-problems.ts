import type { Database } from '@/lib/database/database'
import { readInTransaction } from '@/lib/database/read-in-transaction'
import type { ProblemView } from '@/lib/views/repo'
import { buildProblem, type ProblemRow } from './problem-view'
import { canSee, type Viewer } from './viewer'

export type ProblemPage = {
  readonly items: readonly ProblemView[]
  readonly total: number
  readonly page: number
  readonly pageSize: number
}

/** What is wrong in a repository: its own problems first, then by model, file and line. What several models have is one. */
export async function listProblems(
  db: Database,
  viewer: Viewer,
  {
    repo,
    page,
    pageSize,
  }: { readonly repo: string; readonly page: number; readonly pageSize: number },
): Promise<ProblemPage> {
  if (!canSee(viewer, repo)) return { items: [], total: 0, page, pageSize }
  return readInTransaction(db, async (tx) => {
    const rows = await tx.$queryRaw<ProblemRow[]>`
      SELECT repo, code, artifact, file, line, tag, commit, detail FROM shown_problems
      WHERE repo = ${repo}
      ORDER BY scope, file NULLS LAST, line NULLS FIRST, tag NULLS FIRST, code, digest
      LIMIT ${pageSize} OFFSET ${(page - 1) * pageSize}`
    const [counted] = await tx.$queryRaw<{ total: number }[]>`
      SELECT count(*)::int AS total FROM shown_problems WHERE repo = ${repo}`
    return { items: rows.map(buildProblem), total: counted?.total ?? 0, page, pageSize }
  })
}
