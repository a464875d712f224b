import { expect, test } from 'vitest'
import { DEFAULT_LIMITS } from '@/lib/git/mirror'
import { parseRemoteUrl } from '@/lib/git/remote-url'
import { openFiles } from '@/lib/registry/derived'
import { parseArtifactName } from '@/lib/registry/names'
import { openSnapshot } from '@/lib/snapshot/open-snapshot'
import { openYamlParser } from '@/lib/snapshot/yaml/open-yaml-parser'
import { createGitRepo, type GitRepo } from '@/lib/testing/git-repo'
import { createTempDir } from '@/lib/testing/temp-dir'
import { type FactsByArtifact, readDerived, readFacts } from './read-facts'

function openHere(repo: GitRepo) {
  const remote = parseRemoteUrl(repo.url, { kind: 'any' })
  const mirror = { dir: repo.gitDir, remote, home: createTempDir('home'), limits: DEFAULT_LIMITS }
  const parser = openYamlParser()
  const known = { find: async () => undefined, poison: async () => {} }
  const snapshot = openSnapshot(mirror, { parser, known })
  return {
    snapshot,
    close: async () => {
      await snapshot.close()
      await parser.close()
    },
  }
}

// biome-ignore lint/suspicious/noTemplateCurlyInString: DVC's syntax
const NAME = '"${name}"'
const H = (digit: string) => digit.repeat(32)
const lock = (digit: string) =>
  `schema: '2.0'\nstages: { train: { cmd: x, outs: [{ path: m.pkl, hash: md5, md5: ${H(digit)}, size: 1 }] } }`
const yaml = (out: string) =>
  `stages: { train: { cmd: x, outs: [${out}] } }\nartifacts: { m: { path: ${out}, type: t } }`

/** What each commit changes; null removes a file. The path, the hash and the problems of the model `a:m` then. */
const STEPS: readonly (readonly [Readonly<Record<string, string | null>>, ...unknown[]])[] = [
  [{ 'a/dvc.yaml': yaml('m.pkl'), 'a/dvc.lock': lock('1') }, 'a/m.pkl', H('1')],
  [{ 'b/dvc.yaml': yaml('m.pkl'), 'b/dvc.lock': lock('2') }, 'a/m.pkl', H('1')],
  [{ 'a/dvc.lock': lock('3') }, 'a/m.pkl', H('3')],
  [{ 'b/dvc.lock': '[' }, 'a/m.pkl', H('3')],
  [{ 'a/dvc.yaml': yaml(NAME), 'a/params.yaml': 'name: m.pkl' }, 'a/m.pkl', H('3')],
  [{ 'a/params.yaml': 'name: n.pkl' }, 'a/n.pkl', null],
  [{ 'a/params.yaml': 'name: m.pkl' }, 'a/m.pkl', H('3')],
  [{ 'a/dvc.lock': '[' }, 'a/m.pkl', null, 'yaml-syntax'],
  [{ 'b/dvc.lock': lock('4') }, 'a/m.pkl', null, 'yaml-syntax'],
  [{ 'a/dvc.lock': null }, 'a/m.pkl', null],
  [{ 'x.dvc': `outs: [{ path: a/n.pkl, hash: md5, md5: ${H('5')} }]` }, 'a/m.pkl', null],
  [{ 'a/params.yaml': 'name: n.pkl' }, 'a/n.pkl', H('5')],
  [{ '.dvcignore': 'x.dvc' }, 'a/n.pkl', null],
  [{ '.dvcignore': 'y.dvc' }, 'a/n.pkl', H('5')],
  [{ 'x.dvc': null }, 'a/n.pkl', null],
]

test('what a commit says does not depend on the commits that were read before', async () => {
  const repo = await createGitRepo()
  const commits: string[] = []
  for (const [files] of STEPS) {
    commits.push(await repo.commit({ files, at: 1_700_000_000 + commits.length }))
  }
  const artifact = parseArtifactName('a:m')
  if (artifact === null) throw new Error('no name')
  const read = async (some: readonly string[]) => {
    const { snapshot, close } = openHere(repo)
    const known: FactsByArtifact = new Map()
    const wanted = some.map((commit) => ({ artifact, commit }))
    await readFacts(snapshot, wanted, { index: 'artifacts.yaml', known })
    await close()
    return some.map((commit) => known.get(artifact)?.get(commit))
  }
  const together = await read(commits)
  expect(
    together.map((facts) => [
      ...[facts?.path, facts?.hash],
      ...(facts?.problems.map(({ code }) => code) ?? []),
    ]),
  ).toEqual(STEPS.map(([, ...expected]) => expected))
  const alone = []
  for (const commit of commits) alone.push(...(await read([commit])))
  expect(together).toEqual(alone)
})

test('artifacts that do not fit into memory together are derived in parts, and one that is too large without files', async () => {
  const repo = await createGitRepo()
  const text = (at: number) => `${at}`.padEnd(250_000, 'x')
  const paths = Array.from({ length: 300 }, (_, at) => `${at}.txt`)
  const commit = await repo.commit({
    files: Object.fromEntries(paths.map((path, at) => [path, text(at)])),
  })
  const { snapshot, close } = openHere(repo)
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
    await close()
  }
})
