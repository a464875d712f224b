import type { Database } from '@/lib/database/database'
import { storableText } from '@/lib/database/storable-json'
import type { EventKind } from '@/lib/registry/event'
import type { EventPage, EventView } from '@/lib/views/event'
import { Prisma } from '@/prisma/generated/client'
import { formatEventCursor, parseEventCursor } from './event-cursor'
import { buildArtifactCondition, buildFilterConditions, type EventFilter } from './event-filter'
import { takeFitting } from './fit-answer'
import { formatInstant } from './instant'
import { buildSignature, type SignatureRow, signatureColumns } from './signature-view'
import type { Viewer } from './viewer'
import { buildVisibleCondition } from './visible'

export type EventsRequest = {
  /** By its slug. */
  readonly repo?: string | undefined
  /** By its name. */
  readonly artifact?: string | undefined
  /** By its name, of the artifact. */
  readonly version?: string | undefined
  /** Unix seconds: only events until then, each with the version that it was known to be of then. */
  readonly at?: number | undefined
  readonly filter?: EventFilter
  /** The `next` of the page before; anything else begins with the newest. */
  readonly before?: string | undefined
  readonly limit: number
}

type EventRow = {
  readonly repo: string
  readonly tag: string
  readonly artifact: string
  readonly kind: string
  readonly version: string | null
  readonly stage: string | null
  readonly counter: number
  readonly oid: string
  readonly commit: string
  readonly at_seconds: string
  readonly at_offset: number
  readonly tagger_name: string
  readonly tagger_email: string
  readonly message: string
  readonly rejected: boolean
  readonly anomalies: EventView['anomalies']
  readonly actor: string | null
  readonly approvers: string[]
  readonly reason: string | null
} & SignatureRow

/**
 * Events, newest first, as many of those asked for as fit into one answer: the registry's order (time, counter, tag
 * name by code point) turned around, and over repositories by slug where all of that is equal.
 */
export async function listEvents(
  db: Database,
  viewer: Viewer,
  request: EventsRequest,
): Promise<EventPage> {
  const { text, values } = Prisma.sql`
    SELECT repo, tag, artifact, kind, ${buildVersion(request.at)} AS version, stage, counter, oid, commit, at_seconds, at_offset,
      tagger_name, tagger_email, message, rejected, anomalies, actor, approvers, reason,
      ${Prisma.raw(signatureColumns)}
    FROM events e WHERE ${Prisma.join(buildConditions(viewer, request), ' AND ')}
    ORDER BY at_seconds DESC, counter DESC, tag DESC, repo DESC LIMIT ${request.limit + 1}`
  const rows = (await db.query(text, values)).rows as EventRow[]
  const items = takeFitting(rows.slice(0, request.limit).map(buildEvent))
  const last = rows.length > items.length ? rows[items.length - 1] : undefined
  return {
    items,
    next:
      last === undefined ? null : formatEventCursor({ ...last, seconds: Number(last.at_seconds) }),
  }
}

/** What limits the events to those of a repository, a model or a version, or to those until an instant, before any filter. */
export type EventScope = Pick<EventsRequest, 'repo' | 'artifact' | 'version' | 'at'>

/** The conditions that an event is in the scope and of a repository that the viewer may see. */
export function buildScopeConditions(
  viewer: Viewer,
  { repo, artifact, version, at }: EventScope,
): Prisma.Sql[] {
  return [
    buildVisibleCondition(viewer, 'e.repo'),
    ...(repo === undefined ? [] : [Prisma.sql`e.repo = ${storableText(repo)}`]),
    ...(artifact === undefined ? [] : [buildArtifactCondition(artifact)]),
    ...(version === undefined ? [] : [Prisma.sql`${buildVersion(at)} = ${storableText(version)}`]),
    ...(at === undefined ? [] : [Prisma.sql`e.at_seconds <= ${at}::bigint`]),
  ]
}

/** The version that the event is known to be of at the instant. */
function buildVersion(at: number | undefined): Prisma.Sql {
  if (at === undefined) return Prisma.sql`e.version`
  return Prisma.sql`CASE WHEN e.names IS NULL THEN e.version ELSE coalesce(
    (SELECT n->>1 FROM json_array_elements(e.names) n WHERE (n->>0)::bigint <= ${at}::bigint
      ORDER BY (n->>0)::bigint DESC LIMIT 1), e.version) END`
}

function buildConditions(viewer: Viewer, request: EventsRequest): Prisma.Sql[] {
  const cursor =
    request.before === undefined ? null : parseEventCursor(storableText(request.before))
  return [
    ...buildScopeConditions(viewer, request),
    ...(cursor === null
      ? []
      : [
          Prisma.sql`(e.at_seconds, e.counter, e.tag, e.repo)
      < (${cursor.seconds}::bigint, ${cursor.counter}::float8, ${cursor.tag}, ${cursor.repo})`,
        ]),
    ...buildFilterConditions(request.filter ?? {}).values(),
  ]
}

function buildEvent(row: EventRow): EventView {
  const { kind, repo, artifact, version, stage, tag, oid, commit, message } = row
  return {
    kind: kind as EventKind,
    repo,
    artifact,
    version,
    stage,
    tag,
    oid,
    commit,
    at: formatInstant({ seconds: Number(row.at_seconds), offset: row.at_offset }),
    tagger: { name: row.tagger_name, email: row.tagger_email },
    actor: row.actor,
    approvers: row.approvers,
    reason: row.reason,
    message,
    signature: buildSignature(row),
    rejected: row.rejected,
    anomalies: row.anomalies,
  }
}
