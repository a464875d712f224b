import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AnnotatedTag } from '@/lib/snapshot/types'
import type { RegistryArtifact } from './artifact'
import { deriveArtifact } from './derive-artifact'
import { parseArtifactName } from './names'
import { buildTag, fakeOid } from './testing/build-tag'
import { deriveTimeline, type Moment } from './timeline'

const NAME = parseArtifactName('churn') ?? expect.fail()
const COMMITS = ['a', 'b', 'c'].map(fakeOid)
const VERSIONS = ['v1.0.0', 'v1.0.0+x', 'v1.1.0', 'v2.0.0-rc.1', 'v2.0.0']
const STAGES = ['dev', 'prod']
const RULES = (['one', 'many'] as const).map((versionsPerStage) => ({
  versionsPerStage,
  stages: null,
}))

const name = fc.oneof(
  fc.constantFrom(...VERSIONS).chain((version) => fc.constantFrom(`@${version}`, `@${version}!`)),
  fc
    .constantFrom(...STAGES)
    .chain((stage) => fc.constantFrom(`#${stage}`, `#${stage}`, `#${stage}!`)),
  fc.constant('@deprecated'),
)
const tag = fc.record({
  name,
  commit: fc.constantFrom(...COMMITS),
  at: fc.integer({ min: 1, max: 25 }),
})
const history = fc
  .array(tag, { maxLength: 40 })
  .map((tags) =>
    tags.map((one, index) => buildTag(`churn${one.name}#${index + 1}`, { ...one, at: one.at })),
  )

/** What both say of a state, in one form. */
function formatArtifact({ latest, deprecated, versions, stages }: RegistryArtifact) {
  return {
    latest: latest && [latest.name, latest.commit, latest.registration?.tag.name],
    versionCount: versions.filter((one) => one.registered && one.active).length,
    deprecated,
    holders: [...stages].flatMap(([stage, held]) =>
      held.map(({ version, assignment, behind }, position) => [
        ...[stage, position, version.name, version.commit, assignment.tag.name, behind],
      ]),
    ),
  }
}

function formatMoment({ latest, versionCount, deprecated, holders }: Moment) {
  return {
    latest: latest && [latest.version.name, latest.version.commit, latest.registration.tag.name],
    versionCount,
    deprecated,
    holders: holders.map(({ stage, position, version, assignment, behind }) => [
      ...[stage, position, version.name, version.commit, assignment.tag.name, behind],
    ]),
  }
}

function deriveAt(tags: readonly AnnotatedTag[], second: number, rule: (typeof RULES)[number]) {
  const { versionsPerStage } = rule
  const upToThen = tags.filter((one) => one.at.seconds <= second)
  const empty = { commits: new Map(), facts: new Map(), branches: [] }
  return formatArtifact(deriveArtifact({ name: NAME, tags: upToThen, versionsPerStage, ...empty }))
}

test.each(RULES)('each moment is what the tags up to it come to, $versionsPerStage', (rule) => {
  fc.assert(
    fc.property(history, (tags) => {
      const { moments, isCut } = deriveTimeline(NAME, tags, rule)
      expect(isCut).toBe(false)
      const seconds = [...new Set(tags.map(({ at }) => at.seconds))].sort((a, b) => a - b)
      expect(moments.map(({ since }) => since)).toEqual(seconds)
      for (const moment of moments)
        expect(formatMoment(moment)).toEqual(deriveAt(tags, moment.since, rule))
    }),
    { numRuns: process.env.SIGNET_ENDURE ? 20_000 : 2_000 },
  )
})

test('a stage tag belongs to the commit until a version is registered there', () => {
  const [commit = ''] = COMMITS
  const tags = [
    buildTag('churn#prod#1', { commit, at: 10 }),
    buildTag('churn@v1.0.0', { commit, at: 20 }),
    buildTag('churn@v1.1.0', { commit, at: 30 }),
    buildTag('churn@v1.1.0!', { commit, at: 40 }),
  ]
  const { moments } = deriveTimeline(NAME, tags, { versionsPerStage: 'one', stages: null })
  const held = moments.map(({ holders }) => holders.map(({ version }) => version.name))
  expect(held).toEqual([[commit], ['v1.0.0'], ['v1.1.0'], []])
})

test('the moments of stages that are held over and over end where they would be too many', () => {
  const [commit = ''] = COMMITS
  const held = Array.from({ length: 2_000 }, (_, index) =>
    buildTag(`churn#s${index}#${index}`, { commit, at: index }),
  )
  const rule = { versionsPerStage: 'one', stages: null } as const
  expect(deriveTimeline(NAME, held, rule)).toEqual({ moments: [], isCut: true })
  expect(deriveTimeline(NAME, held.slice(0, 100), rule).moments).toHaveLength(100)
})
