import { expect, test } from 'vitest'
import type { ArtifactName } from '../names'
import { fingerprintTags, listTagsOf, type TagEntry } from './fingerprint-tags'

const entries: readonly TagEntry[] = [
  { name: 'churn@v1.0.0', oid: 'a'.repeat(40) },
  { name: 'churn#production#2', oid: 'b'.repeat(40) },
  { name: 'churn-eu@v1.0.0', oid: 'c'.repeat(40) },
  { name: 'eu=churn@deprecated', oid: 'd'.repeat(40) },
  { name: 'churn@created', oid: 'e'.repeat(40) },
  { name: 'release-1', oid: 'f'.repeat(40) },
]

test('an artifact has the tags that name it, and no others', () => {
  const names = (...artifacts: readonly string[]) =>
    listTagsOf(artifacts as readonly ArtifactName[], entries).map(({ name }) => name)
  expect(names('churn')).toEqual(['churn@v1.0.0', 'churn#production#2', 'churn@created'])
  expect(names('eu:churn', 'churn-eu')).toEqual(['churn-eu@v1.0.0', 'eu=churn@deprecated'])
  expect(names('release-1')).toEqual([])
  expect(names()).toEqual([])
})

test('the fingerprint is the same in any order, and another for another place or name', () => {
  const fingerprint = '78ae5c75ca3f485ca662d4c042d4a1a1'
  expect(fingerprintTags(entries)).toBe(fingerprint)
  expect(fingerprintTags([...entries].reverse())).toBe(fingerprint)
  expect(fingerprintTags([])).toBe('e3b0c44298fc1c149afbf4c8996fb924')
  const [first, ...rest] = entries
  expect(fingerprintTags(rest)).not.toBe(fingerprint)
  expect(fingerprintTags([{ name: first?.name ?? '', oid: 'f'.repeat(40) }, ...rest])).not.toBe(
    fingerprint,
  )
})
