import type { ForgeLink, ForgeLinks } from '@/lib/forge/build-links'
import type { EventView } from '@/lib/views/event'

/** What a list of events shows. */
export type EventContent = {
  readonly events: readonly ListedEvent[]
  /** All stages, for their colours. */
  readonly order: readonly string[]
  /** Whether the events are of one model, which the page names. */
  readonly of: 'all' | 'model'
  /** The past instant that is shown, as the address has it; empty: now. */
  readonly at: string
}

export type ListedEvent = EventView & {
  /** Null if the forge of its repository is not known. */
  readonly links: { readonly tag: ForgeLink; readonly commit: ForgeLink } | null
}

/** An event with its places on the forge, which `links` makes. */
export function listEvent(event: EventView, links: ForgeLinks | null): ListedEvent {
  return {
    ...event,
    links: links && { tag: links.tag(event.tag), commit: links.commit(event.commit) },
  }
}
