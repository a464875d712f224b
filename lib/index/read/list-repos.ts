import type { Database } from '@/lib/database/database'
import { type BigIntText, queryPrepared } from '@/lib/database/prepared'
import { buildSyncState, type SyncRow, syncColumns } from '@/lib/journal/sync-state'
import { cutText, LIMITS } from '@/lib/repo-data/limits'
import type { RepoView } from '@/lib/views/repo'
import { canSee, type Viewer } from './viewer'

/** With nulls where nothing is indexed. */
type RepoRow = SyncRow & {
  readonly head_branch: string | null
  readonly head_commit: string | null
  readonly synced_at: Date | null
  readonly models: number | null
  readonly versions: number | null
  readonly events: number | null
  readonly problems: number | null
  readonly ignored_tags: number | null
  readonly revision: BigIntText | null
  readonly state_hash: string | null
}

const LIST = {
  name: 'list-repos',
  text: `
    SELECT ${syncColumns}, r.head_branch, r.head_commit, r.synced_at, r.models, r.versions, r.events,
      r.problems, r.ignored_tags, r.revision, r.state_hash
    FROM repo_sync s LEFT JOIN leases l ON l.name = 'sync:' || s.slug
    LEFT JOIN repos r ON r.slug = s.slug ORDER BY s.slug`,
}

/** Configured repositories by slug, with what is indexed of them and how their sync stands. */
export async function listRepos(db: Database, viewer: Viewer): Promise<RepoView[]> {
  const rows = await queryPrepared<RepoRow>(db, LIST, [])
  return rows.filter(({ slug }) => canSee(viewer, slug)).map(buildRepo)
}

function buildRepo(row: RepoRow): RepoView {
  const { slug, url, status, finishedAt, error, retryAt, progress } = buildSyncState(row)
  const { head_branch: branch, head_commit: commit, synced_at } = row
  return {
    slug,
    url,
    head:
      branch === null || commit === null
        ? null
        : { branch: cutText(branch, LIMITS.nameBytes), commit },
    status,
    syncedAt: synced_at === null ? null : (finishedAt ?? synced_at.toISOString()),
    models: row.models ?? 0,
    versions: row.versions ?? 0,
    events: row.events ?? 0,
    problems: row.problems ?? 0,
    ignoredTags: row.ignored_tags ?? 0,
    revision: Number(row.revision ?? 0),
    stateHash: row.state_hash || null,
    error,
    retryAt,
    progress,
  }
}
