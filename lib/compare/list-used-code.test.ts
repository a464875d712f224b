import { expect, test } from 'vitest'
import type { ComparedFile } from '@/lib/views/comparison'
import { listUsedCode } from './list-used-code'

test('the code of a lineage is used, and nothing is known without one', () => {
  const build = (path: string, kind: ComparedFile['kind']): ComparedFile => ({
    ...{ path, kind, change: 'same', from: null, to: null },
  })
  const files = [build('a.csv', 'data'), build('src', 'code'), build('train.py', 'code')]
  expect(listUsedCode({ files, stages: [] })).toEqual(['src', 'train.py'])
  expect(listUsedCode({ files: [], stages: [] })).toEqual([])
  expect(listUsedCode(null)).toBe(null)
})
