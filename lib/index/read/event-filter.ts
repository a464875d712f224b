import { storableText } from '@/lib/database/storable-json'
import type { EventKind } from '@/lib/registry/event'
import type { EventSignature } from '@/lib/views/event'
import { Prisma } from '@/prisma/generated/client'
import { listVerdicts } from './signature-view'
import { buildMatchCondition, type TextMatch } from './text-match'

/** What events are asked for. All of it has to be true of an event. */
export type EventFilter = {
  /** Of a name or an address of the tagger, the actor, an approver or the signer. */
  readonly person?: TextMatch | undefined
  readonly kind?: EventKind | undefined
  readonly stage?: string | undefined
  readonly repo?: TextMatch | undefined
  readonly model?: TextMatch | undefined
  readonly signature?: EventSignature | undefined
  readonly reason?: TextMatch | undefined
}

export type FilterName = keyof EventFilter

/** The condition of each filter that is set, on `events e`. */
export function buildFilterConditions(filter: EventFilter): ReadonlyMap<FilterName, Prisma.Sql> {
  const { person, kind, stage, repo, model, signature, reason } = filter
  const conditions = {
    kind: kind && Prisma.sql`e.kind = ${kind}`,
    stage: stage === undefined ? undefined : Prisma.sql`e.stage = ${storableText(stage)}`,
    repo: repo && buildMatchCondition(Prisma.sql`e.repo`, repo),
    model: model && buildModelCondition(model),
    signature: signature && buildSignatureCondition(signature),
    person: person && buildPersonCondition(person),
    reason: reason && buildMatchCondition(Prisma.sql`e.reason`, reason),
  } satisfies Record<FilterName, Prisma.Sql | undefined>
  const entries = Object.entries(conditions) as [FilterName, Prisma.Sql | undefined][]
  return new Map(entries.filter((entry): entry is [FilterName, Prisma.Sql] => !!entry[1]))
}

/** By repository too, which the index on artifacts begins with. */
export function buildArtifactCondition(artifact: string): Prisma.Sql {
  const name = storableText(artifact)
  return Prisma.sql`e.artifact = ${name}
    AND e.repo IN (SELECT m.repo FROM models m WHERE m.name = ${name})`
}

function buildModelCondition(model: TextMatch): Prisma.Sql {
  return model.kind === 'whole'
    ? buildArtifactCondition(model.text)
    : buildMatchCondition(Prisma.sql`e.artifact`, model)
}

/** One test of all texts, in lines, takes a fifth of the time of a test of each. */
function buildPersonCondition(person: TextMatch): Prisma.Sql {
  if (person.kind === 'part') return buildMatchCondition(PEOPLE, person)
  return Prisma.sql`${storableText(person.text)} =
    ANY(array_cat(ARRAY[e.tagger_name, e.tagger_email, e.actor, e.signer], e.approvers))`
}

const PEOPLE = Prisma.sql`concat_ws(E'\n', e.tagger_name, e.tagger_email, e.actor, e.signer,
  array_to_string(e.approvers, E'\n'))`

function buildSignatureCondition(signature: EventSignature): Prisma.Sql {
  if (signature === 'rejected') return Prisma.sql`e.rejected`
  return Prisma.sql`e.verdict = ANY(${[...listVerdicts(signature)]}::text[])`
}
