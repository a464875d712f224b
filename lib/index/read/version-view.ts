import type { ComparedVersion } from '@/lib/registry/compare-versions'
import type { ArtifactFacts } from '@/lib/registry/facts'
import type { VersionView } from '@/lib/views/model'
import { formatInstant } from './instant'
import { NOW, type Relations } from './relations'
import { buildSignature, type SignatureRow, signatureColumns } from './signature-view'

/** A `versions` row with its registration, as `selectVersions` reads it into JSON. */
export type VersionRow = {
  readonly name: string
  readonly commit: string
  readonly committed_seconds: number
  readonly committed_offset: number
  readonly registered: boolean
  readonly active: boolean
  readonly stages: string[]
  readonly facts: ArtifactFacts | null
  readonly tag: string | null
  readonly at_seconds: number | null
  readonly at_offset: number | null
  readonly tagger_name: string | null
  readonly tagger_email: string | null
  readonly message: string | null
  readonly actor: string | null
} & SignatureRow

/** `versions v` with the tag that registered each, if any. */
export const selectVersions = formatVersions(NOW)

export function formatVersions({ versions }: Pick<Relations, 'versions'>): string {
  return `
  SELECT v.rank, v.name, v.commit, v.committed_seconds, v.committed_offset, v.registered, v.active, v.stages,
    v.facts, e.tag, e.at_seconds, e.at_offset, e.tagger_name, e.tagger_email, e.message, e.actor,
    ${signatureColumns}
  FROM ${versions} v LEFT JOIN events e ON e.repo = v.repo AND e.tag = v.registration_tag`
}

export function buildVersionView(row: VersionRow): VersionView {
  const { facts } = row
  const committed = { seconds: row.committed_seconds, offset: row.committed_offset }
  return {
    version: row.name,
    commit: row.commit,
    committedAt: formatInstant(committed),
    registered: row.registered,
    active: row.active,
    ...buildRegistration(row),
    actor: row.actor,
    stages: row.stages,
    type: facts?.type ?? null,
    description: facts?.description ?? '',
    labels: facts?.labels ?? [],
    path: facts?.path ?? null,
    hash: facts?.hash ?? null,
    size: facts?.size ?? null,
    metrics: facts?.metrics ?? {},
    params: facts?.params ?? {},
    card: facts?.card ?? null,
    directions: facts?.directions ?? {},
    framework: facts?.framework ?? null,
  }
}

/** What `compareVersions` takes of a version. */
export function buildCompared(view: VersionView): ComparedVersion {
  const { version, metrics, params, hash, directions } = view
  return { name: version, facts: { metrics, params, hash, directions } }
}

type Registration = Pick<VersionView, 'registeredAt' | 'tag' | 'tagger' | 'message' | 'signature'>

function buildRegistration(row: VersionRow): Registration {
  if (row.tag === null) {
    return { registeredAt: null, tag: null, tagger: null, message: null, signature: null }
  }
  const at = { seconds: row.at_seconds ?? 0, offset: row.at_offset ?? 0 }
  return {
    registeredAt: formatInstant(at),
    tag: row.tag,
    tagger: { name: row.tagger_name ?? '', email: row.tagger_email ?? '' },
    message: row.message,
    signature: buildSignature(row),
  }
}
