import { expect, test } from 'vitest'
import type { WorkflowView } from '@/lib/workflows/workflow'
import { describeRuns } from './describe-runs'

function workflow(name: string, outcome: WorkflowView['outcome']): WorkflowView {
  const file = { provider: 'github', file: `${name}.yml`, name } as const
  return { ...file, outcome, why: 'every-push', details: {}, jobs: [], trap: null }
}

const NOTHING = 'No CI workflow starts on the tag that ends the stage, so that nothing is deployed.'
const WHERE = 'on the tag that ends the stage, at the commit of v2.0.0.'

test.each<[readonly WorkflowView[], string]>([
  [[], NOTHING],
  [[workflow('tests', 'does-not-start')], NOTHING],
  [[workflow('deploy', 'starts')], `CI starts deploy ${WHERE}`],
  [[workflow('deploy', 'unknown')], `CI may start deploy ${WHERE}`],
  [
    [workflow('a', 'starts'), workflow('b', 'starts'), workflow('c', 'unknown')],
    `CI starts a, b, and CI may start c ${WHERE}`,
  ],
])('what runs on the tag that ends a stage, %#', (workflows, expected) => {
  expect(describeRuns({ workflows, version: 'v2.0.0' })).toBe(expected)
})
