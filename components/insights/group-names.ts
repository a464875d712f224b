import type { InsightGroup } from '@/lib/views/insights'

export const INSIGHT_GROUP_NAMES = {
  repo: 'Repository',
  owner: 'Owner',
  label: 'Label',
} satisfies Record<InsightGroup, string>
