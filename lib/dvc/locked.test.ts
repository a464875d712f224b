import { expect, test } from 'vitest'
import type { DataValue } from '@/lib/snapshot/types'
import { hashFiles, parseLock, readLockedItem } from './locked'

const A = '11111111111111111111111111111111'
const B = '22222222222222222222222222222222'

const show = (item: DataValue, place: 'root' | 'external' = 'root') => {
  const { hash } = readLockedItem(item, place)
  return hash === null ? null : `${hash.name} ${hash.value}`
}

test.each<[string, DataValue, 'root' | 'external', string | null]>([
  ['hash: md5', { hash: 'md5', md5: A }, 'root', `md5 ${A}`],
  ['no hash, in the repository', { md5: A }, 'root', `md5-dos2unix ${A}`],
  ['no hash, outside', { md5: A }, 'external', `md5 ${A}`],
  ['an etag', { etag: 'e' }, 'external', 'etag e'],
  ['a checksum', { checksum: 'c' }, 'external', 'checksum c'],
  ['the one that hash names', { hash: 'etag', etag: 'e', md5: A }, 'root', 'etag e'],
  ['none', { size: 3 }, 'root', null],
  ['an empty one', { md5: '' }, 'root', null],
  ['a list', { md5: [A] }, 'root', null],
  ['a text of 256 bytes', { md5: 'x'.repeat(256) }, 'root', null],
  ['no mapping', 'x', 'root', null],
])('the hash of an item with %s', (_, item, place, expected) => {
  expect(show(item, place)).toBe(expected)
})

test('size, files and whether it may be run', () => {
  expect(readLockedItem({ md5: `${A}.dir`, size: 9, nfiles: 2, isexec: true }, 'root')).toEqual({
    hash: { name: 'md5-dos2unix', value: `${A}.dir` },
    size: 9,
    files: 2,
    isExecutable: true,
    versionIds: [],
  })
  expect(readLockedItem({ size: -1, nfiles: 'many', isexec: 'yes' }, 'root')).toMatchObject({
    size: null,
    files: null,
    isExecutable: false,
  })
})

test('versions in cloud storage are its own and those of remotes', () => {
  const cloud = { r: { etag: 'e', version_id: 'V2' }, s: { version_id: '' }, t: 'x' }
  expect(readLockedItem({ version_id: 'V1', cloud }, 'root').versionIds).toEqual(['V1', 'V2'])
  expect(readLockedItem({ cloud: ['x'] }, 'root').versionIds).toEqual([])
})

test('a list of files stands for the directory', () => {
  const files: readonly DataValue[] = [
    { relpath: 'b/x', md5: B, size: 2, cloud: { r: { version_id: 'V3' } } },
    { relpath: 'a', md5: A, size: 1 },
  ]
  // md5 of Python's json.dumps, as for the next test.
  expect(readLockedItem({ hash: 'md5', files }, 'root')).toEqual({
    hash: { name: 'md5', value: 'fdee3bcebd1d1f33dce7d8a6373b456f.dir' },
    size: 3,
    files: 2,
    isExecutable: false,
    versionIds: [],
  })
  const part = [...files, { relpath: 'c', etag: 'e', size: 4 }]
  expect(readLockedItem({ files: part }, 'root')).toMatchObject({ hash: null, size: 7, files: 3 })
  expect(readLockedItem({ files: [] }, 'root')).toMatchObject({ hash: null, size: null, files: 0 })
  expect(readLockedItem({ files: { relpath: 'a' } }, 'root').files).toBe(null)
})

test('files are sorted by code point, and what is not ASCII is escaped', () => {
  const files = ['\u{1f600}', '\uffff', 'é', 'a b', '"'].map((relpath) => ({ relpath, md5: A }))
  // md5 of Python's json.dumps(sorted(files, key=relpath), sort_keys=True).
  expect(hashFiles(files)).toBe('d36315e4806077a8ddc42cc3245aa48e.dir')
})

test.each<[DataValue, readonly string[] | null]>([
  [null, []],
  ['', []],
  [{ schema: '2.0' }, []],
  [{ schema: '2.0', stages: null }, []],
  [{ schema: '2.0', stages: { a: {} } }, ['a']],
  [{ a: {}, b: null }, ['a', 'b']],
  [{ schema: '2.0', stages: ['a'] }, null],
  [['a'], null],
  ['text', null],
])('the stages of the lock %j', (lock, expected) => {
  const parsed = parseLock(lock)
  expect(parsed && ['a', 'b', 'toString'].filter(parsed.find)).toEqual(expected)
})
