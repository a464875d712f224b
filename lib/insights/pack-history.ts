import type { History } from './history'

type Maybe = number | null

/** A history as short JSON: lists in the order of the fields, 1 for what holds. */
export type PackedHistory = {
  readonly stages: readonly string[]
  /** Of the versions, with spaces between them. */
  readonly names: string
  readonly versions: readonly (readonly [committed: Maybe, registered: Maybe])[]
  readonly promotions: readonly (readonly [
    stage: number,
    version: number,
    at: number,
    isFirst: 0 | 1,
    isUnsigned: 0 | 1,
  ])[]
  readonly holdings:
    | readonly (readonly [
        stage: number,
        version: number,
        from: number,
        until: Maybe,
        rolledBackTo: Maybe,
      ])[]
    | null
}

export function buildPackedHistory({
  stages,
  versions,
  promotions,
  holdings,
}: History): PackedHistory {
  const bit = (holds: boolean) => (holds ? 1 : 0)
  return {
    stages,
    // Names of tags have no spaces.
    names: versions.map(({ name }) => name).join(' '),
    versions: versions.map((one) => [one.committed, one.registered] as const),
    promotions: promotions.map(
      (one) => [one.stage, one.version, one.at, bit(one.isFirst), bit(one.isUnsigned)] as const,
    ),
    holdings:
      holdings?.map(
        (one) => [one.stage, one.version, one.from, one.until, one.rolledBackTo] as const,
      ) ?? null,
  }
}
