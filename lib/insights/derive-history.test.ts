import fc from 'fast-check'
import { expect, test } from 'vitest'
import { deriveArtifact } from '@/lib/registry/derive-artifact'
import { parseArtifactName } from '@/lib/registry/names'
import { buildCommit, buildTag, fakeOid } from '@/lib/registry/testing/build-tag'
import { compareVersionKeys, versionKey } from '@/lib/registry/version-order'
import type { AnnotatedTag } from '@/lib/snapshot/types'
import { deriveHistory } from './derive-history'
import type { History } from './history'

const NAME = parseArtifactName('churn') ?? expect.fail()
const COMMITS = ['a', 'b', 'c'].map(fakeOid)
const [A = '', B = '', C = ''] = COMMITS
type PerStage = 'one' | 'many'

function derive(tags: readonly AnnotatedTag[], versionsPerStage: PerStage = 'one') {
  return deriveArtifact({
    ...{ name: NAME, tags, versionsPerStage, facts: new Map(), branches: [] },
    commits: new Map([A, B].map((commit, at) => [commit, buildCommit(commit, at + 1)])),
  })
}

function deriveTags(tags: readonly AnnotatedTag[], versionsPerStage: PerStage = 'one'): History {
  const rule = { versionsPerStage, stages: null }
  return deriveHistory(derive(tags, versionsPerStage), rule, (tag) => tag.endsWith('#1'))
}

const tag = (name: string, commit: string, at: number) => buildTag(`churn${name}`, { commit, at })

/** `stage version from-until>to`, ended ones first. */
function formatHoldings({ stages, versions, holdings }: History): readonly string[] {
  const nameOf = (version: number) => versions[version]?.name.slice(0, 7)
  return (holdings ?? expect.fail()).map(({ stage, version, from, until, rolledBackTo }) => {
    const to = rolledBackTo === null ? '' : `>${nameOf(rolledBackTo)}`
    return `${stages[stage]} ${nameOf(version)} ${from}-${until ?? ''}${to}`
  })
}

test('promotions, first ones and unsigned ones, with the times of their versions', () => {
  const history = deriveTags([
    tag('@v1.0.0', A, 10),
    tag('#dev#1', A, 20),
    tag('@v2.0.0', B, 30),
    tag('#dev#2', B, 40),
    tag('#dev#3', A, 50),
    tag('#prod#4', C, 60),
    tag('@v2.0.0!', B, 70),
    tag('@v2.0.0#5', B, 80),
  ])
  expect(history.stages).toEqual(['dev', 'prod'])
  expect(history.versions).toEqual([
    { name: 'v2.0.0', committed: 2, registered: 30 },
    { name: 'v1.0.0', committed: 1, registered: 10 },
    { name: C, committed: null, registered: null },
  ])
  expect(history.promotions).toEqual([
    { stage: 0, version: 1, at: 20, isFirst: true, isUnsigned: true },
    { stage: 0, version: 0, at: 40, isFirst: true, isUnsigned: false },
    { stage: 0, version: 1, at: 50, isFirst: false, isUnsigned: false },
    { stage: 1, version: 2, at: 60, isFirst: true, isUnsigned: false },
  ])
})

test('a stage that gets a lower version is rolled back', () => {
  const history = deriveTags([
    tag('@v1.0.0', A, 10),
    tag('@v2.0.0', B, 11),
    tag('#prod#1', A, 20),
    tag('#prod#2', B, 30),
    tag('#prod#3', A, 40),
  ])
  expect(formatHoldings(history)).toEqual([
    'prod v1.0.0 20-30',
    'prod v2.0.0 30-40>v1.0.0',
    'prod v1.0.0 40-',
  ])
})

test('taking a version out, and deregistering it, rolls back to the one before', () => {
  const begin = [
    tag('@v1.0.0', A, 10),
    tag('@v2.0.0', B, 11),
    tag('#prod#1', A, 20),
    tag('#prod#2', B, 30),
  ]
  const ended = ['prod v1.0.0 20-30', 'prod v2.0.0 30-40>v1.0.0', 'prod v1.0.0 40-']
  expect(formatHoldings(deriveTags([...begin, tag('#prod!#3', B, 40)]))).toEqual(ended)
  expect(formatHoldings(deriveTags([...begin, tag('@v2.0.0!', B, 40)]))).toEqual(ended)
})

test('leaving a stage empty, and changing to a commit without a version, is no roll back', () => {
  const history = deriveTags([
    tag('@v2.0.0', B, 10),
    tag('#dev#1', B, 20),
    tag('#dev!#2', B, 30),
    tag('#prod#3', B, 40),
    tag('#prod#4', C, 50),
    tag('#prod#5', B, 60),
  ])
  expect(formatHoldings(history)).toEqual([
    'dev v2.0.0 20-30',
    'prod v2.0.0 40-50',
    `prod ${C.slice(0, 7)} 50-60`,
    'prod v2.0.0 60-',
  ])
})

test('a commit that is registered while it is in a stage was there all the time', () => {
  const history = deriveTags([tag('#prod#1', A, 10), tag('@v1.0.0', A, 20), tag('#prod#2', A, 30)])
  expect(formatHoldings(history)).toEqual(['prod v1.0.0 10-'])
})

test('several versions in one stage are there side by side', () => {
  const history = deriveTags(
    [
      tag('@v1.0.0', A, 10),
      tag('@v2.0.0', B, 11),
      tag('#prod#1', A, 20),
      tag('#prod#2', B, 30),
      tag('#prod!#3', B, 40),
    ],
    'many',
  )
  expect(formatHoldings(history)).toEqual(['prod v2.0.0 30-40>v1.0.0', 'prod v1.0.0 20-'])
})

test('an artifact whose stages were assigned too often has promotions and no holdings', () => {
  const tags = Array.from({ length: 2_000 }, (_, at) => tag(`#s${at}#${at}`, A, at))
  const { promotions, holdings } = deriveTags(tags)
  expect(promotions).toHaveLength(2_000)
  expect(holdings).toBe(null)
})

test('holdings are limited for each event', () => {
  // Each registration gives the version back to 60 stages, and each deregistration takes it out of them.
  const stages = Array.from({ length: 60 }, (_, at) => tag(`#s${at}#${at}`, A, 2))
  const flips = Array.from({ length: 50 }, (_, at) =>
    tag(`@v1.0.0${at % 2 === 0 ? '' : '!'}#${100 + at}`, A, 10 + at),
  )
  expect(deriveTags([...stages, ...flips]).holdings).toBe(null)
  expect(deriveTags([...stages, ...flips.slice(0, 20)]).holdings?.length).toBe(600)
})

const VERSIONS = ['v1.0.0', 'v1.0.0+x', 'v1.1.0', 'v2.0.0-rc.1', 'v2.0.0']
const SECONDS = 25
const anyTag = fc.record({
  name: fc.oneof(
    fc.constantFrom(...VERSIONS).chain((version) => fc.constantFrom(`@${version}`, `@${version}!`)),
    fc
      .constantFrom('dev', 'prod')
      .chain((one) => fc.constantFrom(`#${one}`, `#${one}`, `#${one}!`)),
    fc.constant('@deprecated'),
  ),
  commit: fc.constantFrom(...COMMITS),
  at: fc.integer({ min: 1, max: SECONDS }),
})
const anyHistory = fc
  .array(anyTag, { maxLength: 30 })
  .map((tags) => tags.map(({ name, commit, at }, index) => tag(`${name}#${index + 1}`, commit, at)))

/** The same from the state of each second by itself. */
function listExpected(tags: readonly AnnotatedTag[], perStage: PerStage): readonly string[] {
  const states = Array.from({ length: SECONDS + 2 }, (_, second) => {
    const upToThen = tags.filter((one) => one.at.seconds <= second)
    return derive(upToThen, perStage).stages
  })
  const find = (second: number, stage: string, commit: string) =>
    [...(states[second] ?? [])]
      .find(([name]) => name === stage)?.[1]
      .find(({ version }) => version.commit === commit)?.version.name
  const newest = (second: number, stage: string) =>
    [...(states[second] ?? [])].find(([name]) => name === stage)?.[1][0]?.version
  return ['dev', 'prod'].flatMap((stage) =>
    COMMITS.flatMap((commit) => {
      const expected: string[] = []
      for (let from = 1; from < states.length; from += 1) {
        if (find(from, stage, commit) === undefined || find(from - 1, stage, commit)) continue
        let until = from
        while (until < states.length && find(until, stage, commit)) until += 1
        const name = find(until - 1, stage, commit)?.slice(0, 7)
        const [last, next] = [newest(until - 1, stage), newest(until, stage)]
        const isBack =
          next?.registered && last?.registered && last.commit === commit && isLower(next, last)
        const end =
          until === states.length ? '' : `${until}${isBack ? `>${next.name.slice(0, 7)}` : ''}`
        expected.push(`${stage} ${name} ${from}-${end}`)
      }
      return expected
    }),
  )
}

type Named = { readonly name: string }

function isLower(one: Named, other: Named): boolean {
  return compareVersionKeys(versionKey(one.name as never), versionKey(other.name as never)) < 0
}

test.each(['one', 'many'] as const)(
  'holdings are those of the states of all seconds, %s',
  (per) => {
    fc.assert(
      fc.property(anyHistory, (tags) => {
        const holdings = formatHoldings(deriveTags(tags, per))
        expect([...holdings].sort()).toEqual([...listExpected(tags, per)].sort())
      }),
      { numRuns: process.env.SIGNET_ENDURE ? 10_000 : 500 },
    )
  },
)
