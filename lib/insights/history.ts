/** What happened to an artifact, in Unix seconds. Stages and versions are named by their numbers in the lists. */
export type History = {
  readonly stages: readonly string[]
  readonly versions: readonly HistoryVersion[]
  /** The assignments that count, in the order of events. */
  readonly promotions: readonly Promotion[]
  /** Null where the artifact has no past, because its stages were assigned too often. */
  readonly holdings: readonly Holding[] | null
}

export type HistoryVersion = {
  /** SemVer, or the commit of what is not registered. */
  readonly name: string
  readonly committed: number | null
  /** When it was registered for the first time. */
  readonly registered: number | null
}

export type Promotion = {
  readonly stage: number
  readonly version: number
  readonly at: number
  /** The first one of this version to this stage. */
  readonly isFirst: boolean
  /** The tag has no signature. */
  readonly isUnsigned: boolean
}

/** A stage held a commit from one second until another; null: it does. */
export type Holding = {
  readonly stage: number
  readonly version: number
  readonly from: number
  readonly until: number | null
  /** The lower version that took its place; null where it was not rolled back. */
  readonly rolledBackTo: number | null
}
