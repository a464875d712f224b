import { expect, test } from 'vitest'
import { parseVersionName } from '../names'
import { bumpVersion } from './bump-version'
import type { Bump } from './command'

test.each<[string, Bump, string]>([
  ['v1.2.3', 'patch', 'v1.2.4'],
  ['v1.2.3', 'minor', 'v1.3.0'],
  ['v1.2.3', 'major', 'v2.0.0'],
  ['v1.2.3-rc.1+build', 'patch', 'v1.2.4'],
  ['v99999999999999999999.0.0', 'major', 'v100000000000000000000.0.0'],
])('%s by %s is %s', (version, bump, expected) => {
  const name = parseVersionName(version)
  expect(name && bumpVersion(name, bump)).toBe(expected)
})
