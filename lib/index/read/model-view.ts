import type { BigIntText } from '@/lib/database/prepared'
import type { ModelView, OwnerView, StageHolderView } from '@/lib/views/model'
import { formatInstant } from './instant'
import { NOW, type Relations } from './relations'
import { buildSignature } from './signature-view'

/** In the order of `modelColumns`, every value as text. */
type HolderRow = readonly [
  ...[stage: string, version: string, commit: string, tag: string, behind: string | null],
  ...[at_seconds: string, at_offset: string],
  ...[signature: string | null, verdict: string, policy: string],
  ...[signer: string | null, signer_key: string | null],
]

/** A `models` row with its holders, as `modelColumns` reads it. */
export type ModelRow = {
  readonly repo: string
  readonly name: string
  readonly type: string | null
  readonly description: string
  readonly labels: string[]
  readonly owners: OwnerView[]
  readonly path: string | null
  readonly hash: string | null
  readonly size: BigIntText | null
  readonly source_file: string | null
  readonly source_commit: string | null
  readonly latest_version: string | null
  readonly latest_commit: string | null
  readonly latest_seconds: BigIntText | null
  readonly latest_offset: number | null
  readonly version_count: number
  readonly deprecated: boolean
  readonly updated_seconds: BigIntText
  readonly updated_offset: number
  readonly problems: number
  readonly holders: HolderRow[] | null
}

/** Columns of `models m`, and what is in its stages: by stage, in each the newest assignment first. Objects would take
 *  PostgreSQL as long as all the rest of a page: it looks up the type of each of their values. */
export const modelColumns = formatModelColumns(NOW)

export function formatModelColumns({ holders }: Pick<Relations, 'holders'>): string {
  return `
  m.repo, m.name, m.type, m.description, m.labels, m.owners, m.path, m.hash, m.size, m.source_file,
  m.source_commit, m.latest_version, m.latest_commit, m.latest_seconds, m.latest_offset,
  m.version_count, m.deprecated, m.updated_seconds, m.updated_offset, m.problems,
  (SELECT to_json(array_agg(ARRAY[h.stage, h.version, h.commit, h.tag, h.behind::text,
      e.at_seconds::text, e.at_offset::text, e.signature, e.verdict, e.policy, e.signer, e.signer_key]
      ORDER BY h.stage, h.position))
    FROM ${holders} h JOIN events e ON e.repo = h.repo AND e.tag = h.tag
    WHERE h.repo = m.repo AND h.artifact = m.name) AS holders`
}

export function buildModelView(row: ModelRow): ModelView {
  return {
    repo: row.repo,
    name: row.name,
    type: row.type,
    description: row.description,
    labels: row.labels,
    owners: row.owners,
    path: row.path,
    latest: buildLatest(row),
    stages: buildStages(row.holders ?? []),
    versionCount: row.version_count,
    deprecated: row.deprecated,
    updatedAt: formatInstant({ seconds: Number(row.updated_seconds), offset: row.updated_offset }),
    problems: row.problems,
  }
}

function buildLatest(row: ModelRow): ModelView['latest'] {
  const { latest_version, latest_commit, latest_seconds, latest_offset } = row
  if (latest_version === null || latest_commit === null) return null
  const at = { seconds: Number(latest_seconds), offset: latest_offset ?? 0 }
  return { version: latest_version, commit: latest_commit, registeredAt: formatInstant(at) }
}

/** Grouped in a map: a stage may be called `constructor`. */
function buildStages(holders: readonly HolderRow[]): ModelView['stages'] {
  const stages = new Map<string, StageHolderView[]>()
  for (const holder of holders) {
    const [stage] = holder
    const held = stages.get(stage)
    if (held === undefined) stages.set(stage, [buildHolder(holder)])
    else held.push(buildHolder(holder))
  }
  return Object.fromEntries(stages)
}

function buildHolder(holder: HolderRow): StageHolderView {
  const [, version, commit, tag, behind, seconds, offset, ...proof] = holder
  const [signature, verdict, policy, signer, signer_key] = proof
  return {
    version,
    commit,
    assignedAt: formatInstant({ seconds: Number(seconds), offset: Number(offset) }),
    tag,
    signature: buildSignature({ signature, verdict, policy, signer, signer_key }),
    behind: behind === null ? null : Number(behind),
  }
}
