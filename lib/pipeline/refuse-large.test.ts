import { expect, test } from 'vitest'
import { buildPipelineGraph } from '@/lib/lineage/build-lineage'
import { pipelineOf } from '@/lib/lineage/testing/pipeline-of'
import { refuseLarge } from './refuse-large'

const links = { file: () => null, changes: () => null, data: () => null, source: () => null }
const options = { groups: 'open', outputs: 'facts', stages: 'all', links } as const

/** So many stages that run one command of so many characters. */
function repeat(stages: number, length: number) {
  const foreach = Array.from({ length: stages }, (_, at) => at)
  const each = { foreach, do: { cmd: 'x'.repeat(length) } }
  return pipelineOf({ 'dvc.yaml': JSON.stringify({ stages: { each } }) })
}

test('a small file that stands for a large pipeline is refused', () => {
  expect(() => refuseLarge(repeat(100, 1_000_000))).toThrow('more than 67,108,864 characters')
  expect(() => refuseLarge(repeat(100, 1_000))).not.toThrow()
})

test('a node has the start of a long command', () => {
  const { nodes } = buildPipelineGraph(repeat(1, 100_000), options)
  expect(nodes.map(({ detail }) => detail.length)).toEqual([301])
})
