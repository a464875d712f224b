import { expect, test } from 'vitest'
import { indexPaths } from '@/lib/dvc/path-index'
import type { PipelineItem } from '@/lib/views/pipeline'
import { openLinks } from './open-links'

const item = (kind: PipelineItem['kind'], path: string | null, state: PipelineItem['state']) =>
  ({ kind, path, state, why: null, hash: null, size: null, ranAt: null }) as const

test('what stages write is found with the least fresh dependency on it', () => {
  const listLinks = openLinks(
    indexPaths([
      ['d/a', 'one'],
      ['d/b', 'two'],
      ['e', 'three'],
      ['f', 'four'],
    ]),
  )
  const whole = item('file', 'd', 'fresh')
  const part = item('params', 'd/b', 'stale')
  const below = item('file', 'e/x', 'unknown')
  expect([...listLinks({ deps: [whole, part, below, item('file', null, 'stale')] })]).toEqual([
    ['one', whole],
    ['two', part],
    ['three', below],
  ])
})

test('a path of another repository is no path of this one', () => {
  const listLinks = openLinks(indexPaths([['a', 'one']]))
  expect([
    ...listLinks({ deps: [item('repo', 'a', 'stale'), item('dataset', 'a', 'stale')] }),
  ]).toEqual([])
})
