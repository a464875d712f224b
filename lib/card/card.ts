import type { Root } from 'mdast'
import type { FileProblemCode } from '@/lib/snapshot/types'
import type { CardFacts } from '@/lib/views/card'

/** The Markdown of a card as it can be shown. */
export type CardText =
  /** `isCut` where a limit left out the end of it. */
  | { readonly kind: 'tree'; readonly tree: Root; readonly isCut: boolean }
  /** Its Markdown takes too much to read: shown as it is written. */
  | { readonly kind: 'plain'; readonly text: string; readonly isCut: boolean }

/** What a blob that is a card says. */
export type Card =
  | {
      readonly kind: 'read'
      /** Null without front matter, and where it cannot be read. */
      readonly facts: CardFacts | null
      /** Why the front matter cannot be read; null where it can, or there is none. */
      readonly matterProblem: { readonly code: FileProblemCode; readonly detail: string } | null
      readonly text: CardText
    }
  | { readonly kind: 'refused'; readonly code: FileProblemCode; readonly detail: string }
