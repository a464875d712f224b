import { Prisma } from '@/prisma/generated/client'
import { formatInstant } from './instant'
import { formatSignature, type SignatureRow } from './signature-view'
import type { ModelView, OwnerView, StageHolderView } from './views'

export type HolderRow = {
  readonly stage: string
  readonly version: string
  readonly commit: string
  readonly tag: string
  readonly behind: number | null
  readonly at_seconds: number
  readonly at_offset: number
} & SignatureRow

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
  readonly size: bigint | null
  readonly source_file: string | null
  readonly source_commit: string | null
  readonly latest_version: string | null
  readonly latest_commit: string | null
  readonly latest_seconds: bigint | null
  readonly latest_offset: number | null
  readonly version_count: number
  readonly deprecated: boolean
  readonly updated_seconds: bigint
  readonly updated_offset: number
  readonly problems: number
  readonly holders: HolderRow[] | null
}

/** Columns of `models m`, and what is in its stages: by stage, in each the newest assignment first. */
export const modelColumns = Prisma.sql`
  m.repo, m.name, m.type, m.description, m.labels, m.owners, m.path, m.hash, m.size, m.source_file,
  m.source_commit, m.latest_version, m.latest_commit, m.latest_seconds, m.latest_offset,
  m.version_count, m.deprecated, m.updated_seconds, m.updated_offset, m.problems,
  (SELECT json_agg(json_build_object('stage', h.stage, 'version', h.version, 'commit', h.commit,
      'tag', h.tag, 'behind', h.behind, 'at_seconds', e.at_seconds, 'at_offset', e.at_offset,
      'signature', e.signature, 'verdict', e.verdict, 'policy', e.policy, 'signer', e.signer,
      'signer_key', e.signer_key) ORDER BY h.stage, h.position)
    FROM stage_holders h JOIN events e ON e.repo = h.repo AND e.tag = h.tag
    WHERE h.repo = m.repo AND h.artifact = m.name) AS holders`

export function formatModelView(row: ModelRow): ModelView {
  return {
    repo: row.repo,
    name: row.name,
    type: row.type,
    description: row.description,
    labels: row.labels,
    owners: row.owners,
    path: row.path,
    latest: formatLatest(row),
    stages: formatStages(row.holders ?? []),
    versionCount: row.version_count,
    deprecated: row.deprecated,
    updatedAt: formatInstant({ seconds: Number(row.updated_seconds), offset: row.updated_offset }),
    problems: row.problems,
  }
}

function formatLatest(row: ModelRow): ModelView['latest'] {
  const { latest_version, latest_commit, latest_seconds, latest_offset } = row
  if (latest_version === null || latest_commit === null) return null
  const at = { seconds: Number(latest_seconds), offset: latest_offset ?? 0 }
  return { version: latest_version, commit: latest_commit, registeredAt: formatInstant(at) }
}

/** Grouped in a map: a stage may be called `constructor`. */
function formatStages(holders: readonly HolderRow[]): ModelView['stages'] {
  const stages = new Map<string, StageHolderView[]>()
  for (const holder of holders) {
    stages.set(holder.stage, [...(stages.get(holder.stage) ?? []), formatHolder(holder)])
  }
  return Object.fromEntries(stages)
}

function formatHolder(holder: HolderRow): StageHolderView {
  return {
    version: holder.version,
    commit: holder.commit,
    assignedAt: formatInstant({ seconds: holder.at_seconds, offset: holder.at_offset }),
    tag: holder.tag,
    signature: formatSignature(holder),
    behind: holder.behind,
  }
}
