import { canSee } from './can-see'
import type { Database } from './database'
import { listSyncStates } from './sync-state'
import type { RepoView, Viewer } from './views'

/** Configured repositories by slug, with what is indexed of them and how their sync stands. */
export async function listRepos(db: Database, viewer: Viewer): Promise<RepoView[]> {
  const states = await listSyncStates(db)
  const rows = await db.prisma.repo.findMany()
  const indexed = new Map(rows.map((row) => [row.slug, row]))
  return states
    .filter((state) => canSee(viewer, state.slug))
    .map(({ slug, url, status, finishedAt, error, retryAt, progress }) => {
      const row = indexed.get(slug)
      const { headBranch: branch = null, headCommit: commit = null } = row ?? {}
      return {
        slug,
        url,
        head: branch === null || commit === null ? null : { branch, commit },
        status,
        syncedAt: row === undefined ? null : (finishedAt ?? row.syncedAt.toISOString()),
        models: row?.models ?? 0,
        versions: row?.versions ?? 0,
        events: row?.events ?? 0,
        problems: row?.problems ?? 0,
        ignoredTags: row?.ignoredTags ?? 0,
        revision: Number(row?.revision ?? 0),
        stateHash: row?.stateHash || null,
        ...{ error, retryAt, progress },
      }
    })
}
