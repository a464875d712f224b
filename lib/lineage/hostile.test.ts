import { expect, test } from 'vitest'
import { normalizeGitUrl } from '@/lib/repo-data/git-address'
import { cpuSeconds, MAX_CPU_SECONDS } from '@/lib/testing/cpu-seconds'
import { baseName } from './base-name'

/** Content that would block a server, or a worker, for minutes. */

test('10,000 URLs of 4,000 slashes, and as many addresses of 2,000', () => {
  const [url, address] = [`https:${'/'.repeat(4_000)}`, `https://h/${'/'.repeat(2_000)}`]
  const spent = cpuSeconds(() => {
    for (let at = 0; at < 10_000; at += 1) expect(baseName(`${url}${at}`)).toBe(`${at}`)
    for (let at = 0; at < 10_000; at += 1) {
      expect(normalizeGitUrl(`${address}${at}`).endsWith(`/${at}`)).toBe(true)
    }
  })
  expect(spent).toBeLessThan(MAX_CPU_SECONDS)
})

test('slashes at the end of a path are not its last segment', () => {
  expect([baseName('a/b//'), baseName('//')]).toEqual(['b', '//'])
})
