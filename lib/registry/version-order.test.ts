import fc from 'fast-check'
import semver from 'semver'
import { expect, test } from 'vitest'
import { parseVersionName, type VersionName } from './names'
import { compareVersions } from './version-order'

function version(text: string): VersionName {
  const name = parseVersionName(text)
  if (name === null) throw new Error(`no version: ${text}`)
  return name
}

const ASCENDING = [
  'v0.0.1',
  'v0.9.0',
  'v0.10.0',
  'v1.0.0-0',
  'v1.0.0-alpha',
  'v1.0.0-alpha.1',
  'v1.0.0-alpha.beta',
  'v1.0.0-beta.2',
  'v1.0.0-beta.11',
  'v1.0.0-beta.99999999999999999998',
  'v1.0.0-beta.99999999999999999999',
  'v1.0.0-rc.1',
  'v1.0.0',
  'v9007199254740992.0.0',
  'v9007199254740993.0.0',
  `v1${'0'.repeat(220)}.0.0`,
  `v2${'0'.repeat(220)}.0.0-${'a'.repeat(20)}`,
  `v2${'0'.repeat(220)}.0.0`,
]

test('every version comes after all before it', () => {
  for (const [low, a] of ASCENDING.entries()) {
    for (const [high, b] of ASCENDING.entries()) {
      expect(Math.sign(compareVersions(version(a), version(b)))).toBe(Math.sign(low - high))
    }
  }
})

test('build metadata decide nothing', () => {
  expect(compareVersions(version('v1.0.0+a'), version('v1.0.0+b'))).toBe(0)
  expect(compareVersions(version('v1.0.0+20240101120000000'), version('v1.0.0+b'))).toBe(0)
})

test('the exact comparison agrees with the semver package where that can count', () => {
  const parts = fc.tuple(
    fc.nat(3),
    fc.nat(3),
    fc.nat(3),
    fc.constantFrom('', '-a', '-a.1', '-a.10', '-1', '-a-b', '-A', '-1.a', '-a.b.c'),
  )
  const names = parts.map(([major, minor, patch, rest]) => `v${major}.${minor}.${patch}${rest}`)
  fc.assert(
    fc.property(names, names, (a, b) => {
      const long = '+0000000000000000'
      expect(compareVersions(version(a + long), version(b))).toBe(semver.compare(a, b))
    }),
  )
})
