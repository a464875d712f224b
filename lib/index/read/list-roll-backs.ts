import type { Database } from '@/lib/database/database'
import { queryPrepared } from '@/lib/database/prepared'
import { storableText } from '@/lib/database/storable-json'
import type { RollBackView } from '@/lib/views/board'
import { canSee, type Viewer } from './viewer'

type ModelKey = { readonly repo: string; readonly name: string }

type EventRow = {
  readonly repo: string
  readonly artifact: string
  readonly stage: string
  readonly version: string | null
  readonly commit: string
  readonly kind: string
  readonly active: boolean | null
}

/** Older events of a model are not looked at: the command still finds what they say. */
const MAX_EVENTS = 500

const LIST = {
  name: 'list-roll-backs',
  text: `SELECT e.repo, e.artifact, e.stage, e.version, e.commit, e.kind, v.active
    FROM unnest($1::text[], $2::text[]) AS asked(repo, name)
    CROSS JOIN LATERAL (
      SELECT * FROM events e WHERE e.repo = asked.repo AND e.artifact = asked.name
      ORDER BY e.at_seconds DESC, e.counter DESC, e.tag DESC LIMIT ${MAX_EVENTS}
    ) e
    LEFT JOIN versions v ON v.repo = e.repo AND v.artifact = e.artifact AND v.name = e.version
      AND v.commit = e.commit
    WHERE e.stage IS NOT NULL AND NOT e.rejected
    ORDER BY e.repo, e.artifact, e.at_seconds DESC, e.counter DESC, e.tag DESC`,
}

/** For each stage of the models the version that held it before the present one, as the command finds it: active, and not
 *  taken out of the stage since. Stages without one are left out, as are models that the viewer may not see. */
export async function listRollBacks(
  db: Database,
  viewer: Viewer,
  models: readonly ModelKey[],
): Promise<readonly RollBackView[]> {
  const visible = models.filter(({ repo }) => canSee(viewer, repo))
  if (visible.length === 0) return []
  const keys = [visible.map(({ repo }) => repo), visible.map(({ name }) => storableText(name))]
  const rows = await queryPrepared<EventRow>(db, LIST, keys)
  const stages = new Map<string, { readonly seen: Set<string>; held: number }>()
  const found: RollBackView[] = []
  for (const { repo, artifact, stage, version, commit, kind, active } of rows) {
    const key = JSON.stringify([repo, artifact, stage])
    const state = stages.get(key) ?? { seen: new Set<string>(), held: 0 }
    stages.set(key, state)
    const bound = `${version} ${commit}`
    if (version === null || state.seen.has(bound)) continue
    state.seen.add(bound)
    if (kind !== 'assignment' || !active) continue
    state.held += 1
    if (state.held === 2) found.push({ repo, artifact, stage, version })
  }
  return found
}
