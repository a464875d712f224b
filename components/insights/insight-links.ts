import type { InsightGroup, InsightList } from '@/lib/views/insights'

export type ModelState = 'stale' | 'unpromoted' | 'unsigned'

/** Which part of a list a number is about. */
type ListPart = {
  readonly stage?: string
  readonly in?: 'production'
  /** Days, of a week. */
  readonly since?: string
  readonly until?: string
  /** The value of a group. */
  readonly group?: string
}

/** Where the numbers of insights lead. */
export type InsightLinks = {
  readonly list: (of: InsightList, part?: ListPart) => string
  /** The models in a state; null: all. */
  readonly models: (state: ModelState | null, group?: string) => string
  /** Insights of the models of a group. */
  readonly group: (value: string) => string
  /** Insights grouped by something else. */
  readonly by: (by: InsightGroup) => string
  /** The same over a year. */
  readonly longer: string
}
