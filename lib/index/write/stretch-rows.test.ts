import { describe, expect, test } from 'vitest'
import type { Database } from '@/lib/database/database'
import type { RegistryArtifact } from '@/lib/registry/artifact'
import type { HolderRule } from '@/lib/registry/stage-holders'
import { listMoments } from '@/lib/registry/state-hash'
import type { AnnotatedTag } from '@/lib/snapshot/types'
import { databaseForms, withDatabase } from '@/lib/testing/database'
import { buildIndexWrite } from '@/lib/testing/index-write'
import { buildArtifact, buildTag } from '@/lib/testing/registry-artifact'
import { buildStretchRows } from './stretch-rows'
import { writeIndex } from './write-index'

const ONE: HolderRule = { versionsPerStage: 'one', stages: null }
const MANY: HolderRule = { versionsPerStage: 'many', stages: null }

const tags = [
  buildTag('ml=churn#prod#1', { alias: 'a', minutes: 0 }),
  buildTag('ml=churn@v1.0.0', { alias: 'a', minutes: 1 }),
  buildTag('ml=churn@v1.1.0', { alias: 'b', minutes: 2 }),
  buildTag('ml=churn#prod#2', { alias: 'b', minutes: 3 }),
  buildTag('ml=churn@v1.1.0!', { alias: 'b', minutes: 3 }),
  buildTag('ml=churn@deprecated', { alias: 'b', minutes: 4 }),
]
const at = (minute: number) => Number(tags[0]?.at.seconds) + 60 * minute
const [a, b] = [tags[0]?.commit, tags[2]?.commit]

test('a row has a stretch of moments, and what several of them name once', () => {
  const churn = buildArtifact('ml:churn', tags)
  const [row, ...others] = buildStretchRows('ml', churn, ONE)
  expect(others).toEqual([])
  expect(row).toEqual({
    repo: 'ml',
    artifact: 'ml:churn',
    tag: 'ml=churn#prod#1',
    since_seconds: at(0),
    until_seconds: null,
    seconds: [at(0), at(1), at(2), at(3), at(4)],
    offsets: [120, 120, 120, 120, 120],
    tags: ['#prod#1', '@v1.0.0', '@v1.1.0', '#prod#2', '@deprecated'],
    latest: [0, 1, 2, 1, 1],
    latest_versions: ['v1.0.0', 'v1.1.0'],
    latest_commits: [a, b],
    latest_seconds: [at(1), at(2)],
    latest_offsets: [120, 120],
    version_counts: [0, 1, 2, 1, 1],
    deprecated: [false, false, false, false, true],
    state_hashes: listMoments(churn, ONE).map(({ hash }) => hash),
    holder_ends: [1, 2, 3, 4, 5],
    holders: [1, 2, 2, 2, 2],
    positions: [0, 0, 0, 0, 0],
    behind: [null, 0, 1, 0, 0],
    held_stages: ['prod', 'prod'],
    held_versions: [a, 'v1.0.0'],
    held_commits: [a, a],
    held_tags: ['#prod#1', '#prod#1'],
  })
})

const build = (count: number, suffixOf: (index: number) => string) =>
  buildArtifact(
    'm',
    Array.from({ length: count }, (_, index) =>
      buildTag(`m${suffixOf(index)}`, { alias: `${index % 500}`, minutes: index }),
    ),
  )
const countMoments = (artifact: RegistryArtifact, rule: HolderRule) =>
  buildStretchRows('ml', artifact, rule).map(({ seconds }) => (seconds as unknown[]).length)

test('a stretch ends after 32 moments, or 1,000 versions in stages, and a new event changes the last one', () => {
  const versions = build(70, (index) => `@v1.${index}.0`)
  expect(countMoments(versions, ONE)).toEqual([32, 32, 6])
  const [first, second] = buildStretchRows('ml', versions, ONE)
  const [same, before] = buildStretchRows(
    'ml',
    build(64, (index) => `@v1.${index}.0`),
    ONE,
  )
  expect(same).toEqual(first)
  expect(before).toEqual({ ...second, until_seconds: null })
  expect(
    countMoments(
      build(100, (index) => `#prod#${index}`),
      MANY,
    ),
  ).toEqual([32, 22, 16, 12, 11, 7])
  expect(buildStretchRows('ml', buildArtifact('m', []), ONE)).toEqual([])
})

/** The moments as the view gives them. */
async function readMoments(db: Database) {
  const { rows } = await db.query(`SELECT * FROM moments ORDER BY artifact, since_seconds`)
  return rows.map(({ since_seconds, until_seconds, latest_seconds, ...row }) => ({
    ...row,
    seconds: [since_seconds, until_seconds, latest_seconds].map((one) => one && Number(one)),
  }))
}

function formatMoments(artifact: RegistryArtifact, rule: HolderRule) {
  const moments = listMoments(artifact, rule)
  return moments.map(
    ({ since, newest, latest, versionCount, deprecated, holders, hash }, index) => ({
      repo: 'ml',
      artifact: artifact.name,
      tag: newest.tag.name,
      since_offset: newest.tag.at.offset,
      latest_version: latest?.version.name ?? null,
      latest_commit: latest?.version.commit ?? null,
      latest_offset: latest?.registration.tag.at.offset ?? null,
      version_count: versionCount,
      deprecated,
      holders: holders.map(({ stage, version, position, assignment, behind }) => [
        ...[stage, version.name, version.commit, position, assignment.tag.name, behind],
      ]),
      state_hash: hash,
      seconds: [
        since,
        moments[index + 1]?.since ?? null,
        latest?.registration.tag.at.seconds ?? null,
      ],
    }),
  )
}

const listHolders = async (db: Database, second: number) =>
  (
    await db.query(
      `SELECT stage, version, commit, position, tag, behind FROM stage_holders_at($1)
        WHERE artifact = 'ml:churn' ORDER BY stage, position`,
      [second],
    )
  ).rows.map((row) => Object.values(row))

const listModels = async (db: Database, second: number) =>
  (
    await db.query(
      `SELECT latest_version, version_count, updated_seconds::int, state_hash FROM models_at($1)
        WHERE name = 'ml:churn'`,
      [second],
    )
  ).rows.map((row) => Object.values(row))

describe.each(databaseForms)('the past as it is stored, %s', (form) => {
  test.each([
    ['one version for each stage', ONE],
    ['many', MANY],
  ])('is what was derived, %s', async (_, rule) => {
    const history: readonly AnnotatedTag[] = Array.from({ length: 150 }, (_, index) => {
      const version = `v1.${index % 20}.0`
      const suffix = [`@${version}`, '#dev', '#prod', `@${version}!`, '#dev!'][(index * 7) % 5]
      const alias = `${(index * 3) % 11}`
      return buildTag(`ml=churn${suffix}#${index + 1}`, { alias, minutes: index })
    })
    const artifacts = [buildArtifact('ml:churn', history), build(40, (index) => `@v1.${index}.0`)]
    await withDatabase(form, async (db) => {
      await writeIndex(db, buildIndexWrite({ artifacts, holderRule: rule }))
      const expected = artifacts.flatMap((artifact) => formatMoments(artifact, rule))
      const byName = expected.sort((x, y) => (x.artifact < y.artifact ? -1 : 0))
      expect(await readMoments(db)).toEqual(byName)
      for (const moment of formatMoments(artifacts[0] ?? expect.fail(), rule)) {
        const [since, until] = moment.seconds
        const model = [moment.latest_version, moment.version_count, since, moment.state_hash]
        for (const second of [Number(since), Number(until ?? Number(since) + 2) - 1]) {
          expect(await listHolders(db, second)).toEqual(moment.holders)
          expect(await listModels(db, second)).toEqual([model])
        }
      }
      expect(await listModels(db, at(0) - 1)).toEqual([])
    })
  })
})
