import type { Database } from '@/lib/database/database'
import type { BigIntText } from '@/lib/database/prepared'
import { storableText } from '@/lib/database/storable-json'
import type { Person } from '@/lib/snapshot/types'
import type { VersionView } from '@/lib/views/model'
import { formatInstant } from './instant'
import { preparePair, queryAt } from './relations'
import { canSee, type Viewer } from './viewer'

export type ResolveRequest = (
  | { readonly stage: string }
  /** `latest`, a version's name, or the full commit id of one that has no name. */
  | { readonly version: string }
) & {
  /** Unix seconds: what it stood for then. Without it, what it stands for now. */
  readonly at?: number | undefined
}

export type Resolution =
  | ({
      readonly kind: 'found'
      /** The assignment's for a stage, else the registration's. */
      readonly tag: string | null
      /** Of the commit; null where its object could not be read. */
      readonly author: Person | null
    } & Pick<VersionView, 'version' | 'commit' | 'committedAt' | 'path' | 'hash' | 'size' | 'card'>)
  | { readonly kind: 'none'; readonly code: UnresolvedCode }

export type UnresolvedCode =
  | 'no-such-model'
  | 'stage-empty'
  | 'no-registered-version'
  | 'no-such-version'
  | 'version-inactive'

/** One for each model, with nulls for what it does not have. */
type ResolvedRow = {
  /** What to look for: the version in the stage, or the one that is asked for. */
  readonly wanted: string | null
  readonly version: string | null
  readonly commit: string
  readonly committed_seconds: BigIntText
  readonly committed_offset: number
  readonly active: boolean
  readonly tag: string | null
  readonly path: string | null
  readonly hash: string | null
  readonly size: string | null
  readonly author: Person | null
  readonly card: VersionView['card']
}

const FOUND = `v.name AS version, v.commit, v.active, v.committed_seconds, v.committed_offset,
  v.facts->>'path' AS path, v.facts->>'hash' AS hash, v.facts->>'size' AS size,
  v.commit_fact->'author' AS author, v.facts->'card' AS card`

/** Of several versions in a stage it is the latest assigned. */
const BY_STAGE = preparePair(
  'resolve-stage',
  3,
  ({ models, holders, versions }) => `
    SELECT h.version AS wanted, h.tag, ${FOUND}
    FROM ${models} m
    LEFT JOIN LATERAL (
      SELECT s.version, s.commit, s.tag FROM ${holders} s
      WHERE s.repo = m.repo AND s.artifact = m.name AND s.stage = $3 ORDER BY s.position LIMIT 1
    ) h ON true
    LEFT JOIN ${versions} v ON v.repo = m.repo AND v.artifact = m.name AND v.name = h.version
      AND v.commit = h.commit
    WHERE m.repo = $1 AND m.name = $2`,
)

/** A name registered on two commits stands for the one that is shown first. */
const BY_VERSION = preparePair(
  'resolve-version',
  3,
  ({ models, versions }) => `
    SELECT w.version AS wanted, e.tag, ${FOUND}
    FROM ${models} m
    CROSS JOIN LATERAL (
      SELECT CASE WHEN $3 = 'latest' THEN m.latest_version ELSE $3 END AS version
    ) w
    LEFT JOIN LATERAL (
      SELECT o.* FROM ${versions} o
      WHERE o.repo = m.repo AND o.artifact = m.name AND o.name = w.version
      ORDER BY o.active DESC, o.rank DESC LIMIT 1
    ) v ON true
    LEFT JOIN events e ON e.repo = m.repo AND e.tag = v.registration_tag
    WHERE m.repo = $1 AND m.name = $2`,
)

/** What a stage or a version's name stands for. */
export async function resolveVersion(
  db: Database,
  viewer: Viewer,
  repo: string,
  name: string,
  request: ResolveRequest,
): Promise<Resolution> {
  if (!canSee(viewer, repo)) return none('no-such-model')
  const [statement, value] =
    'stage' in request
      ? ([BY_STAGE, request.stage] as const)
      : ([BY_VERSION, request.version] as const)
  const values = [repo, name, value].map(storableText)
  const [row] = await queryAt<ResolvedRow>(db, statement, values, request.at)
  if (row === undefined) return none('no-such-model')
  if (row.wanted === null) return none('stage' in request ? 'stage-empty' : 'no-registered-version')
  if (row.version === null) return none('no-such-version')
  if (!row.active && !('stage' in request)) return none('version-inactive')
  const { version, commit, tag, path, hash, size, author, card } = row
  return {
    kind: 'found',
    version,
    commit,
    committedAt: formatInstant({
      seconds: Number(row.committed_seconds),
      offset: row.committed_offset,
    }),
    tag,
    author,
    path,
    hash,
    size: size === null ? null : Number(size),
    card,
  }
}

function none(code: UnresolvedCode): Resolution {
  return { kind: 'none', code }
}
