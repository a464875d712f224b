import type { AnnotatedTag } from '@/lib/snapshot/types'
import type { ArtifactName, StageName } from './names'

export const EVENT_KINDS = [
  'registration',
  'deregistration',
  'assignment',
  'unassignment',
  'deprecation',
] as const
export type EventKind = (typeof EVENT_KINDS)[number]

/** One registry tag, interpreted. */
export type RegistryEvent = {
  readonly kind: EventKind
  readonly artifact: ArtifactName
  /** The version that the event is about: its name, or the full commit id where none is registered there. */
  readonly version: string | null
  readonly stage: StageName | null
  readonly counter: number | null
  readonly tag: AnnotatedTag
}

/**
 * The one total order of an artifact's events: tag time, then counter (a tag without one comes first),
 * then tag name by code point. Tag times have one-second resolution, so ties are common when a script
 * tags in a loop.
 */
export function compareEvents(
  a: Pick<RegistryEvent, 'counter' | 'tag'>,
  b: Pick<RegistryEvent, 'counter' | 'tag'>,
): number {
  const time = a.tag.at.seconds - b.tag.at.seconds
  if (time !== 0) return time
  const counter = compareCounters(a, b)
  if (counter !== 0) return counter
  return a.tag.name === b.tag.name ? 0 : a.tag.name < b.tag.name ? -1 : 1
}

function compareCounters(
  a: Pick<RegistryEvent, 'counter' | 'tag'>,
  b: Pick<RegistryEvent, 'counter' | 'tag'>,
): number {
  if (a.counter === null || b.counter === null) {
    return (a.counter === null ? 0 : 1) - (b.counter === null ? 0 : 1)
  }
  if (a.counter !== b.counter) return a.counter - b.counter
  if (a.counter < Number.MAX_SAFE_INTEGER) return 0
  const left = exactCounter(a.tag.name)
  const right = exactCounter(b.tag.name)
  return left === right ? 0 : left < right ? -1 : 1
}

/** Counters too large for a number are all stored as the largest one: their digits decide. */
function exactCounter(tagName: string): bigint {
  return BigInt(tagName.slice(tagName.lastIndexOf('#') + 1))
}
