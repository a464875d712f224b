import { expect, test } from 'vitest'
import { createProgressParser, type PackProgress } from './parse-progress'

const STDERR = [
  "Cloning into bare repository 'x'...\n",
  'remote: Counting objects: 100% (9/9), done.        \n',
  'Receiving objects:   1% (1/100)\rReceiving objects:  50% (50/100), 1.00 MiB | 1.00 MiB/s\r',
  'Receiving objects: 100% (100/100), done.\nResolving deltas:   0% (0/7)\r',
  'Resolving deltas: 100% (7/7), done.\n',
]

function read(chunks: readonly string[]): readonly PackProgress[] {
  const seen: PackProgress[] = []
  const parse = createProgressParser((progress) => seen.push(progress))
  for (const chunk of chunks) parse(Buffer.from(chunk))
  return seen
}

test('the newest line of each stage and chunk is reported', () => {
  expect(read(STDERR)).toEqual([
    { stage: 'receiving', percent: 50, done: 50, total: 100 },
    { stage: 'receiving', percent: 100, done: 100, total: 100 },
    { stage: 'resolving', percent: 0, done: 0, total: 7 },
    { stage: 'resolving', percent: 100, done: 7, total: 7 },
  ])
})

test('lines may be cut anywhere', () => {
  const seen = read([...STDERR.join('')])
  expect(seen.map(({ stage, done }) => `${stage} ${done}`)).toEqual([
    'receiving 1',
    'receiving 50',
    'receiving 100',
    'resolving 0',
    'resolving 7',
  ])
})

test('the output of a server does not count as progress', () => {
  expect(
    read(['remote: Receiving objects: 50% (1/2)\n', 'x Receiving objects: 50% (1/2)\n']),
  ).toEqual([])
})
