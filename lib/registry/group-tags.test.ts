import { expect, test } from 'vitest'
import { groupTags } from './group-tags'
import { buildTag } from './testing/build-tag'

const COMMIT = 'a'.repeat(40)

test('every tag is in exactly one place, with the reason where it makes no event', () => {
  const tag = (name: string) => buildTag(name, { commit: COMMIT, at: 1 })
  const registered = tag('a/b=m@v1.0.0')
  const assigned = tag('a/b=m#prod#1')
  const { artifacts, ignored } = groupTags([
    ...[registered, tag('v1.0.0'), tag('m@created'), assigned],
    { kind: 'lightweight', name: 'm@v1.0.0', oid: COMMIT },
    { kind: 'lightweight', name: 'release', oid: COMMIT },
    { kind: 'unusable', name: 'm@v2.0.0', oid: COMMIT, code: 'tag-without-tagger' },
    { kind: 'unusable', name: '\\xff', oid: COMMIT, code: 'tag-malformed' },
  ])
  expect([...artifacts]).toEqual([['a/b:m', [registered, assigned]]])
  expect(ignored.map(({ tag, code }) => [tag, code])).toEqual([
    ['v1.0.0', 'not-a-registry-tag'],
    ['m@created', 'created-tag'],
    ['m@v1.0.0', 'lightweight-tag'],
    ['release', 'not-a-registry-tag'],
    ['m@v2.0.0', 'tag-without-tagger'],
    ['\\xff', 'not-a-registry-tag'],
  ])
})
