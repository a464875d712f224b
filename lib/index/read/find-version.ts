import type { Database } from '@/lib/database/database'
import { storableText } from '@/lib/database/storable-json'
import type { CommitFact } from '@/lib/snapshot/types'
import type { VersionDetailView } from '@/lib/views/model'
import { preparePair, queryAt } from './relations'
import { buildVersionView, formatVersions, type VersionRow } from './version-view'
import { canSee, type Viewer } from './viewer'

export type VersionRequest = {
  readonly repo: string
  readonly name: string
  /** `latest`, a version's name, or the full commit id of one that has no name. */
  readonly version: string
  /** The full id of the commit that the name is registered on. Without it, of several the one that is shown first. */
  readonly commit?: string | undefined
  /** Unix seconds: the state then. Without it, the state now. */
  readonly at?: number | undefined
}

type FoundRow = {
  readonly version: VersionRow
  readonly latest: boolean
  readonly previous: string | null
  readonly commit_fact: Pick<CommitFact, 'author' | 'subject'> | null
}

/** A name registered on two commits stands for the one that is shown first, as in `resolveVersion`. */
const FIND = preparePair(
  'find-version',
  4,
  ({ models, versions }) => `
    SELECT to_json(f) AS version,
      coalesce(f.name = m.latest_version AND f.commit = m.latest_commit, false) AS latest,
      (SELECT p.name FROM ${versions} p
        WHERE p.repo = m.repo AND p.artifact = m.name AND p.rank < f.rank
          AND p.registered AND p.active AND p.name <> f.name
        ORDER BY p.rank DESC LIMIT 1) AS previous,
      (SELECT c.commit_fact FROM ${versions} c
        WHERE c.repo = m.repo AND c.artifact = m.name AND c.name = f.name AND c.commit = f.commit
      ) AS commit_fact
    FROM ${models} m
    CROSS JOIN LATERAL (
      ${formatVersions({ versions })} WHERE v.repo = m.repo AND v.artifact = m.name
        AND v.name = CASE WHEN $3 = 'latest' THEN m.latest_version ELSE $3 END
        AND ($4::text IS NULL OR v.commit = $4)
      ORDER BY v.active DESC, v.rank DESC LIMIT 1
    ) f
    WHERE m.repo = $1 AND m.name = $2`,
)

/** One version of a model, a deregistered one too; null when there is none that the viewer may see. */
export async function findVersion(
  db: Database,
  viewer: Viewer,
  { repo, name, version, commit, at }: VersionRequest,
): Promise<VersionDetailView | null> {
  if (!canSee(viewer, repo)) return null
  const values = [...[repo, name, version].map(storableText), commit ?? null]
  const [row] = await queryAt<FoundRow>(db, FIND, values, at)
  if (row === undefined) return null
  return {
    ...buildVersionView(row.version),
    latest: row.latest,
    previous: row.previous,
    author: row.commit_fact?.author ?? null,
    subject: row.commit_fact?.subject ?? null,
  }
}
