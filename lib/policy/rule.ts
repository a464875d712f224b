/** `metrics.auc >= 0.9`, or a named check. */
export type StageCheck =
  | {
      readonly kind: 'metric'
      readonly metric: string
      readonly operator: '>=' | '>' | '<=' | '<' | '=='
      readonly value: number
    }
  | { readonly kind: 'card' | 'lock-fresh' | 'signed-registration' }

/** What must hold before a stage is given to a version (shared by signet.yaml and .signet.yaml). */
export type StageRule = {
  /** Principals (see principal.ts); null: every editor. */
  readonly who: readonly string[] | null
  /** The version holds or has held this stage. */
  readonly from: string | null
  /** The version's commit is on one of these branches. */
  readonly branches: readonly string[] | null
  /** How many others than the requester must approve. */
  readonly approvals: number
  readonly reason: 'required' | 'optional'
  readonly checks: readonly StageCheck[]
}
