import { expect, test } from 'vitest'
import type { RegistryVersion } from './artifact'
import { compareVersions } from './compare-versions'
import { type ArtifactFacts, NO_FACTS } from './facts'
import type { CommitSha } from './names'

const RULES = { most: 100, directions: {} }

const COMMIT = 'a'.repeat(40) as CommitSha

function version(name: string, facts: Partial<ArtifactFacts> | null): RegistryVersion {
  return {
    name,
    commit: COMMIT,
    registered: true,
    discovered: false,
    active: true,
    registration: null,
    events: [],
    stages: [],
    stageEvents: new Map(),
    commitFact: null,
    facts: facts === null ? null : { ...NO_FACTS, ...facts },
  }
}

test('the comparison lists changed, added and removed values by name', () => {
  const from = version('v1.0.0', {
    hash: 'aa',
    metrics: { auc: 0.9, loss: 0.2, old: 1 },
    params: { depth: 6, seed: 1, kind: 'tree' },
  })
  const to = version('v1.1.0', {
    hash: 'bb',
    metrics: { loss: 0.2, auc: 0.92, 'b.new': 3 },
    params: { depth: '6', seed: 1, kind: null },
  })
  expect(compareVersions(from, to, { most: 100, directions: { old: 'down' } })).toEqual({
    from: 'v1.0.0',
    to: 'v1.1.0',
    metrics: [
      { name: 'auc', before: 0.9, after: 0.92, direction: 'up' },
      { name: 'b.new', before: null, after: 3, direction: null },
      { name: 'old', before: 1, after: null, direction: 'down' },
    ],
    params: [
      { name: 'depth', before: 6, after: '6' },
      { name: 'kind', before: 'tree', after: null },
    ],
    unlisted: 0,
    content: { before: 'aa', after: 'bb' },
  })
})

test('the comparison with a version without facts lists every value', () => {
  const to = version('v1.1.0', { hash: 'bb', metrics: { constructor: 1 } })
  expect(compareVersions(version('v1.0.0', null), to, RULES)).toEqual({
    from: 'v1.0.0',
    to: 'v1.1.0',
    metrics: [{ name: 'constructor', before: null, after: 1, direction: null }],
    params: [],
    unlisted: 0,
    content: { before: null, after: 'bb' },
  })
})

test('the comparison of a version with itself is empty', () => {
  const same = version('v1.0.0', { hash: 'aa', metrics: { auc: 0.9 } })
  expect(compareVersions(same, same, RULES)).toEqual({
    from: 'v1.0.0',
    to: 'v1.0.0',
    metrics: [],
    params: [],
    unlisted: 0,
    content: null,
  })
})

test('the annotation of the new version goes before the configuration, and that before the name', () => {
  const from = version('v1.0.0', {
    metrics: { auc: 1, loss: 1, rows: 1 },
    directions: { rows: 'down' },
  })
  const to = version('v1.1.0', {
    metrics: { auc: 2, loss: 2, rows: 2 },
    directions: { auc: 'down' },
  })
  const rules = { most: 100, directions: { auc: 'up', loss: 'up' } } as const
  const { metrics } = compareVersions(from, to, rules)
  expect(metrics.map(({ name, direction }) => [name, direction])).toEqual([
    ['auc', 'down'],
    ['loss', 'up'],
    ['rows', null],
  ])
})
