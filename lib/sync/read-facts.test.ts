import { expect, test } from 'vitest'
import { DEFAULT_LIMITS } from '@/lib/git/mirror'
import { parseRemoteUrl } from '@/lib/git/remote-url'
import { openFiles } from '@/lib/registry/derived'
import { openSnapshot } from '@/lib/snapshot/open-snapshot'
import { openYamlParser } from '@/lib/snapshot/yaml/open-yaml-parser'
import { createGitRepo } from '@/lib/testing/git-repo'
import { createTempDir } from '@/lib/testing/temp-dir'
import { readDerived } from './read-facts'

test('artifacts that do not fit into memory together are derived in parts, and one that is too large without files', async () => {
  const repo = await createGitRepo()
  const text = (at: number) => `${at}`.padEnd(250_000, 'x')
  const paths = Array.from({ length: 300 }, (_, at) => `${at}.txt`)
  const commit = await repo.commit({
    files: Object.fromEntries(paths.map((path, at) => [path, text(at)])),
  })
  const remote = parseRemoteUrl(repo.url, { kind: 'any' })
  const mirror = { dir: repo.gitDir, remote, home: createTempDir('home'), limits: DEFAULT_LIMITS }
  const parser = openYamlParser()
  const known = { find: async () => undefined, poison: async () => {} }
  const snapshot = openSnapshot(mirror, { parser, known })
  const countRead = (wanted: readonly string[]) => {
    const files = openFiles(commit, snapshot.look)
    const facts = wanted.map((path) => files.read(path, 'text'))
    return files.derive(facts.filter(({ kind }) => kind === 'text').length)
  }
  try {
    const each = await readDerived(
      snapshot,
      paths.map((path) => [path]),
      countRead,
    )
    expect(each.map(({ wanted: [path], value }) => [path, value]).toSorted()).toEqual(
      paths.map((path) => [path, 1]).toSorted(),
    )
    // 32 MiB hold 134 of them.
    expect(await readDerived(snapshot, [paths], countRead)).toEqual([{ wanted: paths, value: 134 }])
  } finally {
    await snapshot.close()
    await parser.close()
  }
})
