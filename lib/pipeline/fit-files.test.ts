import { expect, test } from 'vitest'
import type { DiffedFile } from '@/lib/views/code-diff'
import { fitFiles, foldFiles } from './fit-files'

test('the lines of large files are read one at a time, and of the others as long as they are few', () => {
  const small = Array.from({ length: 5 }, (_, at) => ({ path: `${at}`, added: 200, removed: 200 }))
  const files = [{ path: 'large', added: 401, removed: 0 }, { path: 'binary' }, ...small]
  expect([...fitFiles(files, null)]).toEqual(['binary', '0', '1', '2'])
  expect([...fitFiles(files, 'large')]).toEqual(['large'])
  expect([...fitFiles(files, 'none')]).toEqual([])
})

test('files are closed once the lines before them fill the page', () => {
  const build = (path: string, count: number): DiffedFile => ({
    ...{ path, oldPath: null, status: 'changed', kind: 'text', added: 1, removed: 1 },
    ...{ why: null, cut: false },
    hunks: [{ oldStart: 1, newStart: 1, context: '', lines: Array(count).fill(' '), marks: [] }],
  })
  const files = [build('a', 1_000), build('b', 501), build('c', 500)]
  expect(foldFiles(files).map(({ hunks, why }) => [hunks?.length ?? null, why])).toEqual([
    [1, null],
    [null, 'closed'],
    [1, null],
  ])
})
