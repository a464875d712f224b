import { z } from 'zod'
import { MAX_PERIOD_DAYS, parseAskedPeriod } from '@/lib/insights/period'
import { INSIGHT_GROUPS, INSIGHT_LISTS, insightPage, insights } from '@/lib/views/insights'
import { none } from './operation-parts'

/** Lines of a file: it is put together in memory. */
const MAX_LINES = 100_000

const day = z.string().min(1).max(10).optional()

/** Which models, and which days. */
const shared = {
  q: z.string().max(500).default('').meta({
    description: 'A search as of `GET /models`. Without `type:` it finds models only',
  }),
  days: z.coerce.number().int().min(1).max(MAX_PERIOD_DAYS).default(90).meta({
    description: 'So many days until today, or until `until`; `since` has priority',
  }),
  since: day.meta({ description: 'The first day in UTC, such as 2026-03-01' }),
  until: day.meta({ description: 'The last day in UTC; today without it' }),
}

type Dates = { readonly days: number; readonly since?: string; readonly until?: string }

const WRONG_DATES = `since and until must be days such as 2026-03-01, in order and less than ${MAX_PERIOD_DAYS} days apart`

function hasPeriod({ days, since = '', until = '' }: Dates): boolean {
  return parseAskedPeriod({ days, since, until }, new Date()) !== null
}

const figuresQuery = z
  .strictObject({
    ...shared,
    by: z.enum(INSIGHT_GROUPS).default('repo').meta({ description: 'What groups are' }),
  })
  .refine(hasPeriod, WRONG_DATES)

const listParameters = {
  ...shared,
  of: z.enum(INSIGHT_LISTS).meta({
    description:
      '`promotions`; `unsigned`: those without a signature; `commit-to-stage` and `version-to-stage`: first promotions with their lead time; `registrations`; `commit-to-version`; `ended`: what left a stage, with how long it was there; `held`: what was in a stage at the end; `rollbacks`, with how long the bad version was there',
  }),
  stage: z.string().max(300).optional(),
  in: z.enum(['production']).optional().meta({ description: 'The stages production and prod' }),
  page: z.coerce.number().int().min(1).max(1_000_000).default(1),
}

const listQuery = (most: number, usual: number) =>
  z
    .strictObject({
      ...listParameters,
      pageSize: z.coerce.number().int().min(1).max(most).default(usual),
    })
    .refine(hasPeriod, WRONG_DATES)

/** Insights, and the lists behind their figures. */
export const insightOperations = {
  getInsights: {
    method: 'get',
    path: '/insights',
    summary: 'Promotions, lead times, time in stages and roll backs over a period',
    access: 'read',
    params: none,
    query: figuresQuery,
    answers: { 200: insights },
  },
  exportInsights: {
    method: 'get',
    path: '/insights.csv',
    summary: 'The figures of insights, one on each line, as a file for spreadsheets',
    access: 'read',
    params: none,
    query: figuresQuery,
    file: 'text/csv',
    answers: { 200: z.string() },
  },
  listInsights: {
    method: 'get',
    path: '/insights/list',
    summary: 'The list behind a figure: what took longest first, otherwise the newest first',
    access: 'read',
    params: none,
    query: listQuery(500, 50),
    answers: { 200: insightPage },
  },
  exportInsightList: {
    method: 'get',
    path: '/insights/list.csv',
    summary: 'The list behind a figure as a file for spreadsheets, 100,000 lines at most',
    access: 'read',
    params: none,
    query: listQuery(MAX_LINES, MAX_LINES),
    file: 'text/csv',
    answers: { 200: z.string() },
  },
} as const
