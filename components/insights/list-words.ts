import type { InsightList } from '@/lib/views/insights'

type Words = {
  readonly title: string
  /** What is listed, and how its time is measured. */
  readonly says: string
  /** The column of the instant, and that of the duration; null without one. */
  readonly at: string
  readonly took: string | null
}

/** What each list behind insights is called. */
export const LIST_WORDS = {
  promotions: {
    ...{ title: 'Promotions', at: 'Promoted', took: null },
    says: 'Every assignment that counts, the newest first.',
  },
  unsigned: {
    ...{ title: 'Promotions without a signature', at: 'Promoted', took: null },
    says: 'Every assignment whose tag is not signed, the newest first.',
  },
  'commit-to-stage': {
    ...{ title: 'From the commit to a stage', at: 'Promoted', took: 'Took' },
    says: 'The first promotion of each version to each stage, the slowest first: from the time of its commit.',
  },
  'version-to-stage': {
    ...{ title: 'From the version to a stage', at: 'Promoted', took: 'Took' },
    says: 'The first promotion of each version to each stage, the slowest first: from its registration.',
  },
  registrations: {
    ...{ title: 'Versions registered', at: 'Registered', took: null },
    says: 'Versions that were registered for the first time, the newest first.',
  },
  'commit-to-version': {
    ...{ title: 'From the commit to the version', at: 'Registered', took: 'Took' },
    says: 'Versions that were registered for the first time, the slowest first: from the time of the commit.',
  },
  ended: {
    ...{ title: 'What left a stage', at: 'Left', took: 'Was there' },
    says: 'How long stages held what left them, the longest first.',
  },
  held: {
    ...{ title: 'What was in a stage at the end', at: 'Since', took: 'Is there' },
    says: 'How long stages had held what they held at the end of the period, the longest first.',
  },
  rollbacks: {
    ...{ title: 'Roll backs', at: 'Rolled back', took: 'Was there' },
    says: 'Versions in whose place a lower one came, with how long they were there, the longest first.',
  },
} satisfies Record<InsightList, Words>
