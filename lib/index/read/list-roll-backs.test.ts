import { expect, test } from 'vitest'
import { writeIndex } from '@/lib/index/write/write-index'
import { listActiveAssignments } from '@/lib/registry/commands/active-assignments'
import { parseStageName } from '@/lib/registry/names'
import { databaseForms, withDatabase } from '@/lib/testing/database'
import { buildIndexWrite } from '@/lib/testing/index-write'
import { buildArtifact, buildTag, fakeOid } from '@/lib/testing/registry-artifact'
import { listRollBacks } from './list-roll-backs'
import type { Viewer } from './viewer'

const allRepos: Viewer = { repos: 'all' }

/** Three versions on one commit each, and the stage tags in this order, each on the commit of an alias. */
function build(name: string, tags: readonly (readonly [name: string, alias: string])[]) {
  const registered = [
    buildTag(`${name}@v1.0.0`, { alias: 'a', minutes: 1 }),
    buildTag(`${name}@v1.1.0`, { alias: 'b', minutes: 2 }),
    buildTag(`${name}@v2.0.0`, { alias: 'c', minutes: 3 }),
  ]
  const later = tags.map(([tag, alias], place) =>
    buildTag(`${name}${tag}`, { alias, minutes: 10 + place }),
  )
  return buildArtifact(name, [...registered, ...later])
}

const CASES = {
  usual: [
    ['#prod#1', 'a'],
    ['#prod#2', 'b'],
    ['#dev#3', 'c'],
  ],
  'assigned-again': [
    ['#prod#1', 'a'],
    ['#prod#2', 'b'],
    ['#prod#3', 'a'],
  ],
  unassigned: [
    ['#prod#1', 'a'],
    ['#prod#2', 'b'],
    ['#prod!#3', 'b'],
    ['#prod#4', 'c'],
  ],
  deregistered: [
    ['#prod#1', 'a'],
    ['#prod#2', 'b'],
    ['#prod#3', 'c'],
    ['@v1.1.0!', 'b'],
  ],
  'bare-commit': [
    ['#prod#1', 'x'],
    ['#prod#2', 'a'],
  ],
  first: [['#prod#1', 'a']],
  emptied: [
    ['#prod#1', 'a'],
    ['#prod!#2', 'a'],
  ],
} as const

const EXPECTED: readonly (readonly [string, string])[] = [
  ['usual', 'v1.0.0'],
  ['assigned-again', 'v1.1.0'],
  ['unassigned', 'v1.0.0'],
  ['deregistered', 'v1.0.0'],
  ['bare-commit', fakeOid('x')],
]

test.each(databaseForms)('what stages would be rolled back to, %s', async (form) => {
  await withDatabase(form, async (db) => {
    const artifacts = Object.entries(CASES).map(([name, tags]) => build(name, tags))
    await writeIndex(db, buildIndexWrite({ artifacts }))
    const models = Object.keys(CASES).map((name) => ({ repo: 'ml', name }))
    const found = await listRollBacks(db, allRepos, models)
    expect(found.map(({ artifact, stage, version }) => [artifact, stage, version]).sort()).toEqual(
      EXPECTED.map(([artifact, version]) => [artifact, 'prod', version]).sort(),
    )
    // The command itself finds the same.
    const prod = parseStageName('prod')
    const decided = artifacts.flatMap((artifact) => {
      const before = prod === null ? undefined : listActiveAssignments(artifact, prod)[1]
      return before === undefined ? [] : [[String(artifact.name), before.version.name]]
    })
    expect(decided.sort()).toEqual([...EXPECTED].sort())
    expect(await listRollBacks(db, { repos: ['other'] }, models)).toEqual([])
    expect(await listRollBacks(db, allRepos, [{ repo: 'ml', name: 'none' }])).toEqual([])
  })
})
