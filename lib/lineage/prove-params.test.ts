import { expect, test } from 'vitest'
import { readRoots } from '@/lib/dvc/testing/read-roots'
import { openFiles } from '@/lib/registry/derived'
import { answer, filesEverywhere } from '@/lib/registry/testing/build-look'
import { openStepBudget } from '@/lib/repo-data/step-budget'
import { derivePipeline } from './derive-pipeline'
import { COMMIT, pipelineOf } from './testing/pipeline-of'

/** One stage, whose lock has the value. */
function filesOf(param: string, locked: string, now: string) {
  return {
    'dvc.yaml': `stages: { s: { cmd: x, params: ["${param}"] } }`,
    'dvc.lock': `schema: '2.0'\nstages: { s: { cmd: x, params: { params.yaml: { "${param}": ${locked} } } } }`,
    'params.yaml': now,
  }
}

test.each([
  ['9007199254740992', '9007199254740993', 'stale'],
  ['9007199254740993', '9007199254740993', 'fresh'],
  ['9007199254740993', '9007199254740992.0', 'stale'],
  ['9007199254740992', '9007199254740992.0', 'fresh'],
  ['-.inf', '.inf', 'stale'],
  ['0.10', '0.1', 'fresh'],
  ['16', '0x10', 'fresh'],
  ['1', 'true', 'fresh'],
  ['1000', '1e3', 'fresh'],
  ['0', '-0.0', 'fresh'],
  ['.nan', '.nan', 'fresh'],
])('ran with seed %s, and has %s: %s', (locked, now, state) => {
  const { roots } = pipelineOf(filesOf('seed', locked, `seed: ${now}`))
  expect(roots.flatMap(({ stages }) => stages.map((one) => one.state))).toEqual([state])
})

test('what there are no steps to compare is unknown, not stale', () => {
  const files = filesOf('a.*', '{ a: { k: 1 } }', 'a: { k: 1 }')
  const roots = readRoots(files)
  const { value } = answer(filesEverywhere(files), (look) => {
    const commit = openFiles(COMMIT, look)
    const input = { files: commit, budget: openStepBudget(0) }
    return commit.derive(derivePipeline(COMMIT, roots, input))
  })
  expect(value.roots[0]?.stages[0]?.state).toBe('unknown')
})
