import { createHash } from 'node:crypto'
import { afterEach, expect, test } from 'vitest'
import type { Card } from '@/lib/card/card'
import { writeRepos } from '@/lib/index/write/write-repos'
import { openRepoWorkers } from '@/lib/sync/repo-workers'
import { buildConfig, buildRepoConfig } from '@/lib/testing/config'
import { openTestDatabase } from '@/lib/testing/database'
import { createGitRepo } from '@/lib/testing/git-repo'
import { createTempDir } from '@/lib/testing/temp-dir'

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

/** What worker processes read of a repository with these files, after its first sync. */
async function openReads(files: Readonly<Record<string, string | Buffer>>) {
  const repo = await createGitRepo()
  const commit = await repo.commit({ files })
  await repo.tag('churn@v1.0.0', { commit })
  const { database, remove } = await openTestDatabase('embedded')
  const repos = [buildRepoConfig({ slug: 'ml', remote: repo.dir })]
  const config = buildConfig({ repos, dataDir: createTempDir('data') })
  await writeRepos(database, [{ slug: 'ml', url: 'ml' }])
  const workers = openRepoWorkers(config, database)
  closing.push(remove, workers.stop)
  expect(await workers.syncs.run({ name: 'job', repo: 'ml', args: ['ml'] })).toBe('written')
  const run = <Value>(name: string, ...args: readonly unknown[]) =>
    workers.requests.run<Value>({ name, repo: 'ml', args })
  return {
    card: async (path: string) =>
      await run<Card>(
        'card',
        'ml',
        String(await repo.git(['rev-parse', `${commit}:${path}`])).trim(),
      ),
    file: (path: string, maxBytes = 1_000_000) =>
      run<string | null>('file', { repo: 'ml', commit, path, maxBytes }),
  }
}

const paragraph = (value: string) => ({ type: 'paragraph', children: [{ type: 'text', value }] })

test('a worker process reads cards and images of a commit', async () => {
  const png = createHash('sha256').update('png').digest()
  const large = Buffer.alloc(300 * 1024, 'x')
  const { card, file } = await openReads({
    'README.md': '---\nlicense: mit\n---\n# Churn\n\ntext\n',
    'bad.md': '---\na: [\n---\ntext\n',
    'plain.md': 'text\n',
    'bytes.md': Buffer.from([0xff, 0xfe]),
    'control.md': 'a\u0001b',
    'large.md': large,
    'lfs.md': `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 1\n`,
    'plots/roc.png': png,
    'plots/large.png': large,
  })
  const heading = { type: 'heading', depth: 3, children: [{ type: 'text', value: 'Churn' }] }
  expect(await card('README.md')).toMatchObject({
    kind: 'read',
    facts: { license: 'mit', results: [] },
    matterProblem: null,
    text: { kind: 'tree', isCut: false, tree: { children: [heading, paragraph('text')] } },
  })
  expect(await card('bad.md')).toMatchObject({
    kind: 'read',
    facts: null,
    matterProblem: { code: 'yaml-syntax' },
    text: { tree: { children: [paragraph('text')] } },
  })
  expect(await card('plain.md')).toMatchObject({ kind: 'read', facts: null, matterProblem: null })
  const codes = []
  for (const path of ['bytes.md', 'control.md', 'large.md', 'lfs.md']) {
    const refused = await card(path)
    codes.push(refused.kind === 'refused' ? refused.code : refused.kind)
  }
  expect(codes).toEqual([
    ...['file-not-utf8', 'file-control-characters', 'file-too-large', 'file-lfs-pointer'],
  ])
  expect(await file('plots/roc.png')).toBe(png.toString('base64'))
  expect(await file('plots/large.png')).toBe(large.toString('base64'))
  for (const path of ['plots/none.png', 'plots', 'lfs.md']) expect(await file(path)).toBe(null)
  expect(await file('plots/large.png', 1_000)).toBe(null)
})

test('a card that takes too long to parse, or too much memory, is shown as it is written', async () => {
  const nested = '>'.repeat(200_000)
  const wide = `|${'a|'.repeat(20_000)}\n|${'-|'.repeat(20_000)}\n${'|a|\n'.repeat(20_000)}`
  const { card } = await openReads({ 'nested.md': nested, 'wide.md': wide, 'good.md': 'text\n' })
  const [first, second, good] = await Promise.all(['nested.md', 'wide.md', 'good.md'].map(card))
  expect(first).toMatchObject({ text: { kind: 'plain', isCut: true } })
  expect(second).toMatchObject({ kind: 'read' })
  expect(good).toMatchObject({ text: { tree: { children: [paragraph('text')] } } })
})
