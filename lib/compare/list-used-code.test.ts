import { expect, test } from 'vitest'
import type { ComparedFile } from '@/lib/views/comparison'
import { listTracedFiles, listUsedCode } from './list-used-code'

test('the code of a lineage is used, and nothing is known without one', () => {
  const build = (path: string, kind: ComparedFile['kind']): ComparedFile => ({
    ...{ path, kind, change: 'same', from: null, to: null },
  })
  const files = [build('a.csv', 'data'), build('src', 'code'), build('train.py', 'code')]
  expect(listUsedCode({ files, stages: [] })).toEqual(['src', 'train.py'])
  expect(listUsedCode({ files: [], stages: [] })).toEqual([])
  expect(listUsedCode(null)).toBe(null)
})

test('what records a lineage in Git is traced', () => {
  const build = (path: string, kind: ComparedFile['kind']): ComparedFile => ({
    ...{ path, kind, change: 'same', from: null, to: null },
  })
  const stage = (id: string) => ({ id, change: 'same' as const, from: [], to: [], params: [] })
  const files = [
    ...[build('data/raw/a.csv', 'data'), build('s3://bucket/b.csv', 'data')],
    ...[build('src', 'code'), build('clean.csv', 'made')],
    ...[
      build('/mnt/c.csv', 'data'),
      build('../up/d.csv', 'data'),
      build('/e.py', 'code'),
      build('', 'code'),
    ],
  ]
  const stages = [stage('dvc.yaml:train'), stage('dvc.yaml:test'), stage('a:b/dvc.yaml:fit@x:y')]
  expect(listTracedFiles({ files, stages: [...stages, stage('old.dvc')] })).toEqual([
    ...['data.dvc', 'data/raw.dvc', 'data/raw/a.csv.dvc', 'src', 'dvc.yaml', 'dvc.lock'],
    ...['a:b/dvc.yaml', 'a:b/dvc.lock', 'old.dvc'],
  ])
  expect(listTracedFiles({ files, stages: [] })).toBe(null)
  expect(listTracedFiles(null)).toBe(null)
  const many = Array.from({ length: 501 }, (_, at) => build(`src/${at}.py`, 'code'))
  expect(listTracedFiles({ files: many, stages })).toBe(null)
})
