import type { RegistryArtifact } from '@/lib/registry/artifact'
import { findBound } from '@/lib/registry/bind-events'
import type { RegistryEvent } from '@/lib/registry/event'
import type { HolderRule } from '@/lib/registry/stage-holders'
import { replayEvents } from '@/lib/registry/timeline'
import { deriveHoldings } from './derive-holdings'
import type { History, HistoryVersion, Promotion } from './history'
import { openNumbers } from './numbers'

type Derived = Pick<RegistryArtifact, 'name' | 'events' | 'versions'>

/** The history of an artifact from its events. `isUnsigned` says it of a tag. */
export function deriveHistory(
  artifact: Derived,
  rule: HolderRule,
  isUnsigned: (tag: string) => boolean,
): History {
  const stages = openNumbers()
  const versions = openVersions(artifact)
  const { name, events } = artifact
  const promotions = listPromotions(events, { stages, versions, isUnsigned })
  const timeline = replayEvents(name, findBound(name, events), rule)
  const holdings = timeline.isCut
    ? null
    : deriveHoldings(timeline.moments, {
        numberOfStage: stages.numberOf,
        numberOfVersion: versions.numberOf,
        most: HOLDINGS_PER_EVENT * events.length + MORE_HOLDINGS,
      })
  return { stages: stages.list(), versions: versions.list(), promotions, holdings }
}

/** A history is one row of the index: stages may change hands so often for each event, and more. */
const HOLDINGS_PER_EVENT = 4
const MORE_HOLDINGS = 1_000

type Key = { readonly name: string; readonly commit: string }
type Versions = {
  readonly numberOf: (key: Key) => number
  readonly list: () => readonly HistoryVersion[]
}

function openVersions({ versions }: Derived): Versions {
  const known = new Map(versions.map((one) => [formatKey(one), one]))
  const committed = new Map(
    versions.map(({ commit, commitFact }) => [
      commit as string,
      commitFact?.committedAt.seconds ?? null,
    ]),
  )
  const numbers = openNumbers()
  const found: HistoryVersion[] = []
  const add = (key: Key): HistoryVersion => ({
    name: key.name,
    committed: committed.get(key.commit) ?? null,
    registered: findRegistered(known.get(formatKey(key))?.events ?? []),
  })
  const numberOf = (key: Key) => {
    const number = numbers.numberOf(formatKey(key))
    if (number === found.length) found.push(add(key))
    return number
  }
  for (const one of versions) if (one.events.length > 0) numberOf(one)
  return { numberOf, list: () => found }
}

function formatKey({ name, commit }: Key): string {
  return `${name}\n${commit}`
}

function findRegistered(events: readonly RegistryEvent[]): number | null {
  return events.find(({ kind }) => kind === 'registration')?.tag.at.seconds ?? null
}

function listPromotions(
  events: readonly RegistryEvent[],
  known: {
    readonly stages: ReturnType<typeof openNumbers>
    readonly versions: Versions
    readonly isUnsigned: (tag: string) => boolean
  },
): readonly Promotion[] {
  const seen = new Set<string>()
  return events.flatMap((event) => {
    const { kind, tag } = event
    if (kind !== 'assignment' || event.stage === null || event.version === null) return []
    const stage = known.stages.numberOf(event.stage)
    const version = known.versions.numberOf({ name: event.version, commit: tag.commit })
    const key = `${stage} ${version}`
    const isFirst = !seen.has(key)
    seen.add(key)
    const isUnsigned = known.isUnsigned(tag.name)
    return [{ stage, version, at: tag.at.seconds, isFirst, isUnsigned }]
  })
}
