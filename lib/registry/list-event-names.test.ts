import { expect, test } from 'vitest'
import { cpuSeconds, MAX_CPU_SECONDS } from '@/lib/testing/cpu-seconds'
import { buildTag, fakeOid, START } from '@/lib/testing/registry-artifact'
import { bindEvents } from './bind-events'
import { listEventNames } from './list-event-names'
import type { ArtifactName } from './names'

/** By tag: the names with minutes. */
function listNames(tags: readonly (readonly [name: string, minutes: number])[]) {
  const built = tags.map(([name, minutes]) => buildTag(name, { minutes }))
  const names = listEventNames(bindEvents('m' as ArtifactName, built))
  return Object.fromEntries(
    [...names].map(([{ tag }, list]) => [
      tag.name,
      list.map(([since, name]) => `${(since - START) / 60} ${name}`),
    ]),
  )
}

const commit = fakeOid('a')

test('a stage tag is of the commit until a version is registered there', () => {
  expect(
    listNames([
      ['m#prod#1', 1],
      ['m@v1.0.0', 5],
      ['m#prod#2', 6],
    ]),
  ).toEqual({ 'm#prod#1': [`1 ${commit}`, '5 v1.0.0'] })
})

test('then it is of the highest version that was known', () => {
  expect(
    listNames([
      ['m#prod#1', 1],
      ['m@v2.0.0', 5],
      ['m@v1.0.0', 6],
      ['m@v3.0.0', 7],
      ['m@v4.0.0', 7],
    ]),
  ).toEqual({ 'm#prod#1': [`1 ${commit}`, '5 v2.0.0', '7 v4.0.0'] })
})

test('where none was active, a version that was deregistered counts', () => {
  expect(
    listNames([
      ['m@v1.0.0', 1],
      ['m@v1.0.0!', 2],
      ['m#prod#1', 3],
      ['m@v2.0.0', 4],
    ]),
  ).toEqual({ 'm#prod#1': ['3 v1.0.0', '4 v2.0.0'] })
})

test('tags that were always of one version, and of no version, have no names', () => {
  expect(
    listNames([
      ['m@v1.0.0', 1],
      ['m#prod#1', 1],
      ['m#dev#2', 2],
      ['m@v2.0.0', 3],
    ]),
  ).toEqual({})
  expect(listNames([['m#prod#1', 1]])).toEqual({})
})

test('of very many versions on one commit, the newest names are kept', () => {
  const tags = Array.from({ length: 200 }, (_, at) => [`m@v1.${at}.0`, at + 2] as const)
  const names = listNames([['m#prod#1', 1], ...tags])['m#prod#1']
  expect([names?.length, names?.[0], names?.at(-1)]).toEqual([50, '152 v1.150.0', '201 v1.199.0'])
})

test('of 100,000 tags on one commit, the names are listed in time linear in their number', () => {
  const built = Array.from({ length: 50_000 }, (_, at) => [
    buildTag(`m#s${at}#${at}`, { minutes: at }),
    buildTag(`m@v1.${at}.0`, { minutes: 100_000 + at }),
  ]).flat()
  const bound = bindEvents('m' as ArtifactName, built)
  const spent = cpuSeconds(() => expect(listEventNames(bound).size).toBe(50_000))
  expect(spent).toBeLessThan(MAX_CPU_SECONDS)
})
