import type { Config, SignaturePolicy } from '@/lib/config/config'
import { inSlices } from '@/lib/in-slices'
import type { EventProof } from '@/lib/index/write/event-proof'
import { isPrincipal } from '@/lib/policy/principal'
import { judgeTag, type Verdict } from '@/lib/proof/judge-tag'
import { listDateAnomalies } from '@/lib/proof/list-date-anomalies'
import type { SignatureProof } from '@/lib/proof/proof'
import { parseTrailers } from '@/lib/registry/commands/trailers'
import { type ParsedTagName, parseTagName } from '@/lib/registry/tag-name'
import type { AnnotatedTag, CommitFact, Oid } from '@/lib/snapshot/types'
import type { CollectedTags } from './collect-tags'
import type { DeriveContext, DeriveInput } from './derive-input'
import { listPrevious } from './list-previous'
import { proveTags } from './prove-tags'

type Found = {
  readonly tags: CollectedTags
  readonly commits: ReadonlyMap<Oid, CommitFact>
}

type Judging = Found & {
  readonly config: Config
  readonly input: DeriveInput
  readonly proofs: ReadonlyMap<Oid, SignatureProof>
  /** The date of the tag with the next lower counter, by tag. */
  readonly previous: ReadonlyMap<string, number>
}

/** What every tag of the present artifacts proves, by tag, and whether it counts. */
export async function judgeTags(
  { config }: DeriveContext,
  input: DeriveInput,
  found: Found,
): Promise<ReadonlyMap<string, EventProof>> {
  const tags = [...found.tags.present.values()].flat()
  const before = await inSlices(found.tags.present.values(), listPrevious)
  const previous = new Map(before.flatMap((ofArtifact) => [...ofArtifact]))
  const judging = { ...found, config, input, previous, proofs: await proveTags(input, tags) }
  return new Map(await inSlices(tags, (tag) => [tag.name, judge(judging, tag)] as const))
}

function judge(judging: Judging, tag: AnnotatedTag): EventProof {
  const { config } = judging
  const parsed = parseTagName(tag.name)
  const policy = findPolicy(config, parsed)
  const verdict = summarizeVerdict(judging, tag, parsed)
  return {
    verdict,
    policy,
    rejected: policy === 'require' && verdict.status !== 'good',
    anomalies: listAnomalies(judging, tag),
    ...readTrailers(config, tag, verdict),
  }
}

/** Tags of a stage are measured by the stage's policy; all others by the fallback. */
function findPolicy({ signatures }: Config, parsed: ParsedTagName | null): SignaturePolicy {
  const stage = parsed !== null && 'stage' in parsed ? parsed.stage : null
  if (stage === null || !Object.hasOwn(signatures.stages, stage)) return signatures.fallback
  return signatures.stages[stage] ?? signatures.fallback
}

function summarizeVerdict(
  { config, input, commits, proofs, tags }: Judging,
  tag: AnnotatedTag,
  parsed: ParsedTagName | null,
): Verdict {
  const observed = tags.observations.tags.get(tag.name)
  const firstSeen = observed?.firstSeen ?? null
  return judgeTag({
    proof: proofs.get(tag.oid) ?? { kind: 'unsigned' },
    refName: tag.name,
    commit: commits.has(tag.commit) ? tag.commit : null,
    registryRepo: input.repository,
    firstSeen: firstSeen === null ? null : Math.floor(firstSeen.getTime() / 1000),
    moved: observed !== undefined && observed.moved !== null,
    allows: (signer) => isAllowed(config, parsed, signer),
  })
}

/** A tag that was there at the first look is known to have been there since then. */
function listAnomalies(judging: Judging, tag: AnnotatedTag): EventProof['anomalies'] {
  const { input, tags, commits, previous } = judging
  const observed = tags.observations.tags.get(tag.name)
  const firstSeen = observed?.firstSeen ?? input.stored.watch?.since ?? input.now
  const dates = listDateAnomalies({
    at: tag.at.seconds,
    committedAt: commits.get(tag.commit)?.committedAt.seconds ?? null,
    firstSeen: Math.floor(firstSeen.getTime() / 1000),
    previous: previous.get(tag.name) ?? null,
  })
  return observed?.moved ? ['moved', ...dates] : dates
}

/**
 * Whether the server's rules let a signer write the stage. Only the address of a person who signs outside Signet is
 * known, so `group:` and `owners` permit no such signer.
 */
function isAllowed(config: Config, parsed: ParsedTagName | null, signer: string): boolean {
  const stage = parsed !== null && 'stage' in parsed ? parsed.stage : null
  if (stage === null || signer === config.serviceAccount.email) return true
  const who = Object.hasOwn(config.stageRules, stage) ? config.stageRules[stage]?.who : null
  if (who === null || who === undefined) return true
  return who.some((one) => isPrincipal(one, { id: '', name: '', email: signer, groups: [] }))
}

/** Only a verified tag of Signet proves who acted, because any person can write the same trailers. */
function readTrailers(
  { serviceAccount }: Config,
  tag: AnnotatedTag,
  { status, signer }: Verdict,
): Pick<EventProof, 'actor' | 'approvers' | 'reason'> {
  if (status !== 'good' || signer !== serviceAccount.email) {
    return { actor: null, approvers: [], reason: null }
  }
  const { requestedBy, approvedBy, reason } = parseTrailers(tag.message)
  return { actor: requestedBy, approvers: approvedBy, reason }
}
