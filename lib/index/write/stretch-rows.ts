import type { RegistryArtifact } from '@/lib/registry/artifact'
import type { HolderRule } from '@/lib/registry/stage-holders'
import { type HashedMoment, listMoments } from '@/lib/registry/state-hash'
import type { MomentHolder } from '@/lib/registry/timeline'
import type { Row } from './derived-row'

/** Of one row; fewer where stages have many versions. A new event writes the last row of its artifact again. */
const MAX_MOMENTS = 32
const MAX_HOLDERS = 1_000

/**
 * The states of an artifact over time, each until the next, in stretches of some moments: a row for each moment would
 * take four times the bytes. None where the timeline is cut.
 */
export function buildStretchRows(
  repo: string,
  artifact: Pick<RegistryArtifact, 'name' | 'events'>,
  rule: HolderRule,
): Row[] {
  const stretches = splitMoments(listMoments(artifact, rule))
  return stretches.map((moments, index) => {
    const until = stretches[index + 1]?.[0]?.since ?? null
    return { repo, artifact: artifact.name, ...buildStretch(moments, artifact.name, until) }
  })
}

function splitMoments(moments: readonly HashedMoment[]): readonly (readonly HashedMoment[])[] {
  const stretches: HashedMoment[][] = []
  let last: HashedMoment[] = []
  let holders = 0
  for (const moment of moments) {
    holders += moment.holders.length
    if (last.length === 0 || last.length === MAX_MOMENTS || holders > MAX_HOLDERS) {
      last = []
      holders = moment.holders.length
      stretches.push(last)
    }
    last.push(moment)
  }
  return stretches
}

/** Lists with an item for each moment, and lists of what several of them name, by places that count from 1. */
function buildStretch(moments: readonly HashedMoment[], artifact: string, until: number | null) {
  const latest = openPlaces<NonNullable<HashedMoment['latest']>>(
    ({ version, registration }) => `${registration.tag.name} ${version.commit}`,
  )
  const held = openPlaces<MomentHolder>(
    ({ version, assignment }) => `${assignment.tag.name} ${version.name} ${version.commit}`,
  )
  const newest = moments.map((moment) => moment.newest.tag)
  const holders = moments.flatMap((moment) => moment.holders)
  let end = 0
  return {
    tag: newest[0]?.name ?? '',
    since_seconds: moments[0]?.since ?? 0,
    until_seconds: until,
    seconds: moments.map(({ since }) => since),
    offsets: newest.map(({ at }) => at.offset),
    tags: newest.map(({ name }) => cutTag(name, artifact)),
    latest: moments.map((moment) => (moment.latest === null ? 0 : latest.find(moment.latest))),
    latest_versions: latest.found.map(({ version }) => version.name),
    latest_commits: latest.found.map(({ version }) => version.commit),
    latest_seconds: latest.found.map(({ registration }) => registration.tag.at.seconds),
    latest_offsets: latest.found.map(({ registration }) => registration.tag.at.offset),
    version_counts: moments.map(({ versionCount }) => versionCount),
    deprecated: moments.map(({ deprecated }) => deprecated),
    state_hashes: moments.map(({ hash }) => hash),
    holder_ends: moments.map((moment) => {
      end += moment.holders.length
      return end
    }),
    holders: holders.map(held.find),
    positions: holders.map(({ position }) => position),
    behind: holders.map(({ behind }) => behind),
    held_stages: held.found.map(({ stage }) => stage),
    held_versions: held.found.map(({ version }) => version.name),
    held_commits: held.found.map(({ version }) => version.commit),
    held_tags: held.found.map(({ assignment }) => cutTag(assignment.tag.name, artifact)),
  }
}

/** What follows the name of the artifact, which begins each of its tags and is as long there. */
function cutTag(tag: string, artifact: string): string {
  return tag.slice(artifact.length)
}

/** Each item once, by its key. */
function openPlaces<Item>(keyOf: (item: Item) => string) {
  const places = new Map<string, number>()
  const found: Item[] = []
  return {
    found,
    find: (item: Item): number => {
      const key = keyOf(item)
      const known = places.get(key)
      if (known !== undefined) return known
      places.set(key, found.push(item))
      return found.length
    },
  }
}
