import type { RegistryArtifact } from '@/lib/registry/artifact'
import { findBound } from '@/lib/registry/bind-events'
import { versionKey } from '@/lib/registry/data-key'
import type { RegistryEvent } from '@/lib/registry/event'
import type { ArtifactFacts } from '@/lib/registry/facts'
import { type EventName, listEventNames } from '@/lib/registry/list-event-names'
import { listAnnotated } from '@/lib/registry/owners'
import type { JoinOwners } from '@/lib/registry/people'
import type { Row } from './derived-row'
import type { EventProof } from './event-proof'
import { buildOwnerViews } from './model-row'

/** The artifact's versions, first shown first. `rank` counts down to 0 over SemVer names and on below it over
 *  commits, so that a new highest version changes no other row. */
export function buildVersionRows(
  repo: string,
  artifact: RegistryArtifact,
  joinOwners: JoinOwners,
): Row[] {
  const named = artifact.versions.filter((version) => version.name !== version.commit).length
  return artifact.versions.map((version, index) => {
    const committed = version.commitFact?.committedAt ?? version.events[0]?.tag.at
    const { seconds, offset } = committed ?? artifact.updatedAt
    return {
      repo,
      artifact: artifact.name,
      name: version.name,
      commit: version.commit,
      rank: named - 1 - index,
      registered: version.registered,
      discovered: version.discovered,
      active: version.active,
      registration_tag: version.registration?.tag.name ?? null,
      committed_seconds: seconds,
      committed_offset: offset,
      stages: version.stages,
      commit_fact: version.commitFact,
      ...buildFactColumns(version.facts),
      owners: buildOwners(version.facts, joinOwners),
    }
  })
}

/** The people that an annotation names; null where that is what it says itself, which most annotations do. */
function buildOwners(facts: ArtifactFacts | null, joinOwners: JoinOwners) {
  const written = listAnnotated(facts)
  if (written.length === 0) return null
  const joined = joinOwners(written)
  const isPlain =
    joined.length === written.length &&
    joined.every(({ name, email, aliases }, at) => {
      return name === written[at]?.name && email === null && aliases.length === 0
    })
  return isPlain ? null : buildOwnerViews(joined)
}

/** Origins are in columns of their own: an index finds them, and no page of a model reads them. */
function buildFactColumns(all: ArtifactFacts | null): Row {
  if (all === null) return { facts: null, content: null, origins: [], origin_paths: [] }
  const { origins, ...facts } = all
  return {
    facts,
    content: versionKey(facts),
    origins: origins.map(({ key }) => key),
    origin_paths: origins.map(({ path }) => path),
  }
}

/** Events that count and rejected ones, each with what is proven of it. The oldest come first: most indexes of the table
 *  have them in this order, and adding 100,000 rows to those takes two thirds of the time that any other order takes. */
export function* buildEventRows(
  repo: string,
  artifacts: readonly RegistryArtifact[],
  proofs: ReadonlyMap<string, EventProof>,
): Iterable<Row> {
  const events = artifacts.flatMap((one) => [...one.events, ...one.rejected])
  const names = new Map(
    artifacts.flatMap((one) => [...listEventNames(findBound(one.name, one.events))]),
  )
  for (const event of events.sort((a, b) => a.tag.at.seconds - b.tag.at.seconds)) {
    const proof = proofs.get(event.tag.name)
    if (proof === undefined) throw new Error(`${event.tag.name} was not judged`)
    yield buildEventRow(repo, { event, names: names.get(event) ?? null }, proof)
  }
}

type Named = { readonly event: RegistryEvent; readonly names: readonly EventName[] | null }

/** One literal: a row put together from two by spreading takes forty times as long. */
function buildEventRow(repo: string, { event, names }: Named, proof: EventProof): Row {
  const { tag } = event
  return {
    repo,
    tag: tag.name,
    artifact: event.artifact,
    kind: event.kind,
    version: event.version,
    stage: event.stage,
    counter: event.counter ?? -1,
    oid: tag.oid,
    commit: tag.commit,
    at_seconds: tag.at.seconds,
    at_offset: tag.at.offset,
    tagger_name: tag.tagger.name,
    tagger_email: tag.tagger.email,
    message: tag.message,
    inner_name: tag.innerName,
    nested: tag.nested,
    signature: tag.signature,
    verdict: proof.verdict.status,
    signer: proof.verdict.signer,
    signer_key: proof.verdict.key,
    policy: proof.policy,
    rejected: proof.rejected,
    anomalies: proof.anomalies,
    actor: proof.actor,
    approvers: proof.approvers,
    reason: proof.reason,
    names,
  }
}

export function buildHolderRows(repo: string, artifact: RegistryArtifact): Row[] {
  return [...artifact.stages].flatMap(([stage, holders]) =>
    holders.map((holder, position) => ({
      repo,
      artifact: artifact.name,
      stage,
      version: holder.version.name,
      commit: holder.version.commit,
      position,
      tag: holder.assignment.tag.name,
      behind: holder.behind,
    })),
  )
}
