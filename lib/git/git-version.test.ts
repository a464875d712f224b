import { expect, test } from 'vitest'
import { parseGitVersion, requireGitVersion } from './git-version'

test('the installed git is new enough', async () => {
  expect(await requireGitVersion()).toMatch(/^\d+\.\d+\.\d+/)
})

test.each([
  ['git version 2.39.5\n', '2.39.5'],
  ['git version 2.39.5 (Apple Git-154)\n', '2.39.5'],
  ['git version 2.50.1.windows.1\n', '2.50.1'],
  ['git version 3.0.0-rc1\n', '3.0.0'],
])('%j', (output, version) => {
  expect(parseGitVersion(output)).toBe(version)
})

test.each([
  ['git version 2.38.9\n', 'Git 2.39 or newer is needed; found 2.38.9.'],
  ['git version 1.99.0\n', 'found 1.99.0.'],
  ['busybox\n', 'found an unknown version.'],
])('%j is refused', (output, sentence) => {
  expect(() => parseGitVersion(output)).toThrow(sentence)
})
