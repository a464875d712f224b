import { expect, test } from 'vitest'
import type { Database } from '@/lib/database/database'
import { writeIndex } from '@/lib/index/write/write-index'
import type { RegistryArtifact } from '@/lib/registry/artifact'
import { databaseForms, withDatabase } from '@/lib/testing/database'
import { buildIndexWrite } from '@/lib/testing/index-write'
import { buildArtifact, buildTag } from '@/lib/testing/registry-artifact'
import { listTransitions } from './list-transitions'
import type { Viewer } from './viewer'

const allRepos: Viewer = { repos: 'all' }
const stageOrder = ['dev', 'staging', 'prod']

/** Registered on one commit each. */
const VERSIONS = { a: 'v1.0.0', b: 'v1.1.0', c: 'v2.0.0' } as const

/** A model whose stages hold the versions of these aliases. */
function build(name: string, stages: Readonly<Record<string, string>>): RegistryArtifact {
  return buildArtifact(
    name,
    [
      ...Object.entries(VERSIONS).map(([alias, version], minutes) =>
        buildTag(`${name}@${version}`, { alias, minutes }),
      ),
      ...Object.entries(stages).map(([stage, alias], place) =>
        buildTag(`${name}#${stage}#${place + 1}`, { alias, minutes: 10 + place }),
      ),
    ],
    {
      facts: {
        a: { metrics: { auc: 0.9 }, params: { depth: 3 }, hash: 'one', size: 100 },
        b: { metrics: { auc: 0.9 }, params: { depth: 4 }, hash: 'two', size: 150 },
        c: { metrics: { auc: 0.95 }, params: { depth: 4 }, hash: 'two', size: 150 },
      },
    },
  )
}

const artifacts = [
  build('chain', { dev: 'c', staging: 'b', prod: 'a' }),
  build('same', { dev: 'c', staging: 'c', prod: 'c' }),
  build('alone', { prod: 'a' }),
  build('older', { staging: 'a', prod: 'b' }),
  build('begun', { dev: 'c' }),
  build('idle', {}),
  build('unordered', { extra: 'b', alpha: 'c' }),
  build('bare', { dev: 'x', prod: 'a' }),
]

async function list(db: Database, name: string, viewer = allRepos) {
  const found = await listTransitions(db, viewer, { repo: 'ml', name }, {})
  return found.map(({ stage, from, version, current }) => [stage, from, version, current])
}

test.each(databaseForms)('what the next promotions would change, %s', async (form) => {
  await withDatabase(form, async (db) => {
    await writeIndex(db, buildIndexWrite({ artifacts, stageOrder }))
    expect(await list(db, 'chain')).toEqual([
      ['staging', 'dev', 'v2.0.0', 'v1.1.0'],
      ['prod', 'staging', 'v1.1.0', 'v1.0.0'],
    ])
    expect(await list(db, 'same')).toEqual([])
    expect(await list(db, 'alone')).toEqual([['prod', null, 'v2.0.0', 'v1.0.0']])
    expect(await list(db, 'older')).toEqual([['staging', null, 'v2.0.0', 'v1.0.0']])
    expect(await list(db, 'begun')).toEqual([['staging', 'dev', 'v2.0.0', null]])
    expect(await list(db, 'idle')).toEqual([])
    expect(await list(db, 'unordered')).toEqual([['extra', null, 'v2.0.0', 'v1.1.0']])
    // A commit without a version can be promoted nowhere.
    expect(await list(db, 'bare')).toEqual([['dev', null, 'v2.0.0', expect.any(String)]])
    expect(await list(db, 'unknown')).toEqual([])
    expect(await list(db, 'chain', { repos: ['other'] })).toEqual([])

    const [first, second] = await listTransitions(db, allRepos, { repo: 'ml', name: 'chain' }, {})
    expect(first).toMatchObject({
      difference: {
        from: 'v1.1.0',
        to: 'v2.0.0',
        metrics: [{ name: 'auc', before: 0.9, after: 0.95 }],
        params: [],
        unlisted: 0,
        content: null,
      },
      size: { before: 150, after: 150 },
    })
    expect(second).toMatchObject({
      difference: {
        metrics: [],
        params: [{ name: 'depth', before: 3, after: 4 }],
        content: { before: 'one', after: 'two' },
      },
      size: { before: 100, after: 150 },
    })
    const [begun] = await listTransitions(db, allRepos, { repo: 'ml', name: 'begun' }, {})
    expect(begun).toMatchObject({ difference: null, size: { before: null, after: 150 } })
  })
})
