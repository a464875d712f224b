import { z } from 'zod'
import { time, type View } from './view'

/** What insights list and count; `GET /insights/list` has each of them. */
export const INSIGHT_LISTS = [
  'promotions',
  'unsigned',
  'commit-to-stage',
  'version-to-stage',
  'registrations',
  'commit-to-version',
  'ended',
  'held',
  'rollbacks',
] as const

export type InsightList = (typeof INSIGHT_LISTS)[number]

/** What the models may be grouped by. */
export const INSIGHT_GROUPS = ['repo', 'owner', 'label'] as const

export type InsightGroup = (typeof INSIGHT_GROUPS)[number]

const count = z.number().int()
const day = z.string().meta({ description: 'A day in UTC', examples: ['2026-03-01'] })

const spread = z
  .object({
    count,
    median: z
      .number()
      .meta({ description: 'Seconds; of an even number the lower one of the middle' }),
    p90: z.number().meta({ description: 'Seconds; nearest rank' }),
  })
  .nullable()
  .meta({ id: 'Spread', description: 'How long something took; null of nothing' })

export type SpreadView = View<typeof spread>

const stageFigures = z
  .object({
    stage: z.string(),
    promotions: count,
    unsigned: count.meta({ description: 'Promotions whose tag has no signature' }),
    commitToStage: spread,
    versionToStage: spread,
    ended: spread.meta({ description: 'How long the stage held what left it in the period' }),
    held: spread.meta({ description: 'How long the stage has held what it holds at the end' }),
    rollbacks: spread.meta({ description: 'How long the stage held what was rolled back' }),
  })
  .meta({ id: 'StageFigures' })

export type StageFiguresView = View<typeof stageFigures>

const states = {
  stale: count.meta({ description: 'Models that `is:stale` finds' }),
  unpromoted: count.meta({ description: 'Models that `is:unpromoted` finds' }),
  unsigned: count.meta({ description: 'Models that `is:unsigned` finds' }),
}

const groupFigures = z
  .object({
    value: z.string(),
    models: count,
    promotions: count,
    toProduction: count.meta({ description: 'Promotions to production or prod' }),
    leadTime: spread.meta({ description: 'From the commit to production' }),
    rollbacks: count.meta({ description: 'In production' }),
    ...states,
  })
  .meta({ id: 'GroupFigures' })

export type GroupFiguresView = View<typeof groupFigures>

export const insights = z
  .object({
    since: day,
    until: day.meta({ description: 'The last day of the period' }),
    models: count,
    now: z.object(states).meta({ description: 'Of today, whatever the period' }),
    registrations: count,
    commitToVersion: spread,
    stages: z.array(stageFigures).meta({ description: 'At most 20, in display order' }),
    moreStages: count.meta({ description: 'Stages that are left out' }),
    weeks: z.array(
      z.object({
        week: day.meta({ description: 'Its Monday, or the first day of the period' }),
        promotions: z.array(count).meta({ description: 'In the order of `stages`' }),
      }),
    ),
    by: z.enum(INSIGHT_GROUPS),
    groups: z.array(groupFigures).meta({ description: 'At most 50, most promotions first' }),
    moreGroups: count,
    withoutPast: count.meta({
      description:
        'Models whose stages were assigned so often that nothing is known of how long they held what',
    }),
  })
  .meta({ id: 'Insights' })

export type InsightsView = View<typeof insights>

const insightEntry = z
  .object({
    repo: z.string(),
    name: z.string(),
    version: z.string(),
    stage: z.string().nullable(),
    at: time,
    seconds: z.number().nullable().meta({ description: 'How long it took' }),
    to: z.string().nullable().meta({ description: 'What was rolled back to' }),
  })
  .meta({ id: 'InsightEntry' })

export type InsightEntryView = View<typeof insightEntry>

export const insightPage = z
  .object({ items: z.array(insightEntry), total: count, page: count, pageSize: count })
  .meta({ id: 'InsightPage' })

export type InsightPage = View<typeof insightPage>
