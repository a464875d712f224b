import type { Database } from '@/lib/database/database'
import { queryPrepared } from '@/lib/database/prepared'
import { storableText } from '@/lib/database/storable-json'
import type { VersionView } from '@/lib/views/model'
import { buildVersionView, selectVersions, type VersionRow } from './version-view'
import { canSee, type Viewer } from './viewer'

export type VersionsRequest = {
  readonly repo: string
  readonly name: string
  /** From 1. */
  readonly page: number
  readonly pageSize: number
}

const LIST = {
  name: 'list-versions',
  text: `SELECT to_json(o) AS version FROM (
      ${selectVersions} WHERE v.repo = $1 AND v.artifact = $2
      ORDER BY v.rank DESC LIMIT $3::integer OFFSET $4::integer
    ) o ORDER BY o.rank DESC`,
}

/** One page of a model's versions, in the order of `findModel`; empty when there is none that the viewer may see. */
export async function listVersions(
  db: Database,
  viewer: Viewer,
  { repo, name, page, pageSize }: VersionsRequest,
): Promise<readonly VersionView[]> {
  if (!canSee(viewer, repo)) return []
  const values = [...[repo, name].map(storableText), pageSize, (page - 1) * pageSize]
  const rows = await queryPrepared<{ readonly version: VersionRow }>(db, LIST, values)
  return rows.map(({ version }) => buildVersionView(version))
}
