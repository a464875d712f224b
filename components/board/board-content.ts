import type { TransitionView, WaitingRequestView } from '@/lib/views/board'
import type { SignatureView } from '@/lib/views/signature'

/** What the board shows. */
export type BoardContent = {
  readonly rows: readonly BoardRowContent[]
  /** Every stage of all repositories, in the order of columns. */
  readonly stages: readonly string[]
  /** Each once: many tags have the same. */
  readonly signatures: readonly SignatureView[]
  /** What the row that is open shows. */
  readonly transitions: readonly TransitionView[]
}

export type BoardRowContent = {
  readonly repo: string
  readonly name: string
  readonly latest: { readonly version: string; readonly at: string } | null
  readonly slots: Readonly<Record<string, BoardSlotContent>>
  readonly waiting: readonly WaitingRequestView[]
  /** Its stages are too many to be sent. */
  readonly cut: 'yes' | 'no'
  readonly mayPromote: 'yes' | 'no'
  readonly open: 'yes' | 'no'
  /** The page with the row open, or closed where it is. */
  readonly toggleHref: string
  /** The board of its repository. */
  readonly repoHref: string
}

/** A stage that holds something. */
export type BoardSlotContent = {
  /** The first ones. */
  readonly holders: readonly BoardHolderContent[]
  /** How many more there are. */
  readonly more: number
  readonly rollBackTo: string | null
}

/** `signature` is a place in `signatures`. */
export type BoardHolderContent = {
  readonly version: string
  readonly at: string
  readonly signature: number
  readonly behind: number | null
  readonly behindPrevious: number | null
}

export type BoardContext = Pick<BoardContent, 'stages' | 'signatures'> & {
  readonly shown: readonly string[]
  readonly now: number
}
