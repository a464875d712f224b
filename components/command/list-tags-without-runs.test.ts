import { expect, test } from 'vitest'
import type { PlannedTag, Preview } from '@/lib/views/command'
import type { WorkflowView } from '@/lib/workflows/workflow'
import { listTagsWithoutRuns } from './list-tags-without-runs'

type Outcome = WorkflowView['outcome']

function plan(tag: string, outcomes: readonly Outcome[]): PlannedTag {
  return {
    ...{ artifact: 'churn', kind: 'assignment', version: 'v1.0.0', stage: 'dev', tag },
    ...{ commit: 'c'.repeat(40), message: '', previous: null, before: {}, after: {} },
    ...{
      stageOrder: [],
      latestBefore: null,
      latestAfter: null,
      bringsBack: null,
      skips: null,
      endsDeprecation: false,
      olderThan: null,
    },
    ...{ difference: null, checks: [], links: null },
    workflows: outcomes.map((outcome, n) => ({
      ...{ provider: 'github', file: `${n}.yml`, name: 'deploy', outcome, why: 'every-push' },
      ...{ details: {}, jobs: [], trap: null },
    })),
  }
}

const preview = (tags: readonly PlannedTag[]): Preview => ({
  ...{ repo: 'ml', requestId: 'x', expected: 'y', outcome: 'allowed', refusal: null },
  tags,
  signer: null,
})

test('a tag starts nothing if no workflow starts or may start', () => {
  const tags = [
    plan('none', []),
    plan('other', ['does-not-start', 'does-not-start']),
    plan('one', ['does-not-start', 'starts']),
    plan('perhaps', ['unknown']),
  ]
  expect(listTagsWithoutRuns(preview(tags))).toEqual(['none', 'other'])
})

test('without a preview, nothing is known of any tag', () => {
  expect(listTagsWithoutRuns(null)).toEqual([])
})
