import { expect, test } from 'vitest'
import { contentKey, listImportKeys, listSourceKeys, versionKey } from './data-key'

const at = (path: string) => ({ url: 'https://h.example/a/b.git', commit: 'c1', path })

/** Whether an import of the one path is joined with a source at the other. */
function isJoined(imported: string, source: string): boolean {
  const keys = new Set(listImportKeys({ ...at(imported), url: 'git@h.example:a/b' }))
  return listSourceKeys(at(source)).some((key) => keys.has(key))
}

test.each([
  ['models/a.pkl', 'models/a.pkl', true],
  ['models/a.pkl', 'models', true],
  ['models/', 'models', true],
  ['./models', 'models', true],
  ['models', 'models/a.pkl', true],
  ['', 'models/a.pkl', true],
  ['models/b.pkl', 'models/a.pkl', false],
  ['model', 'models', false],
  ['models/a', 'models/a.pkl', false],
])('an import of "%s" and a source at "%s": %s', (imported, source, joined) => {
  expect(isJoined(imported, source)).toBe(joined)
})

test('another commit or repository joins nothing', () => {
  const keys = listImportKeys(at('m'))
  for (const other of [
    { ...at('m'), commit: 'c2' },
    { ...at('m'), url: 'https://h.example/a/c' },
  ]) {
    expect(listSourceKeys(other).some((key) => keys.includes(key))).toBe(false)
  }
})

test('a hash is a key by its value alone', () => {
  const value = 'AB'.repeat(16)
  expect(contentKey({ name: 'md5-dos2unix', value })).toBe('ab'.repeat(16))
  expect(contentKey({ name: 'md5', value: `${value}.dir` })).toBe(`${'ab'.repeat(16)}.dir`)
  for (const hash of [null, { name: 'etag', value }, { name: 'md5', value: 'short' }]) {
    expect(contentKey(hash)).toBe(null)
  }
})

test('a version is joined by its hash, but for a URL, whose hash may be an etag', () => {
  const hash = 'ab'.repeat(16)
  expect(versionKey({ path: 'm.pkl', hash })).toBe(hash)
  expect(versionKey({ path: 'm.pkl', hash: `git:${'ab'.repeat(20)}` })).toBe(
    `git:${'ab'.repeat(20)}`,
  )
  expect(versionKey({ path: 's3://b/m.pkl', hash })).toBe(null)
  expect(versionKey({ path: 'm.pkl', hash: null })).toBe(null)
  expect(versionKey({ path: 'm.pkl', hash: 'git:e69de29bb2d1d6434b8b29ae775ad8c2e48c5391' })).toBe(
    null,
  )
})
