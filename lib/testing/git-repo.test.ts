import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { createGitRepo, formatMoment, type GitRepo } from './git-repo'

test('commits and tags have the given dates and people, and the same oids every time', async () => {
  const repo = await createGitRepo()
  await repo.commit({ files: { 'a.txt': 'one', 'dir/b "x".txt': 'two' }, at: 1767225600 })
  const second = await repo.commit({
    files: { 'a.txt': null, link: { mode: '120000', content: '/etc/passwd' } },
    message: 'second',
    at: '2026-02-03T04:05:06+02:00',
    author: { name: 'Bo', email: 'bo@example.com' },
  })
  expect(second).toBe('2fd9be26e20db2cd4b2736258afe9301b69a9833')
  expect((await repo.git(['log', '--format=%an %ae %ad %s', '--date=raw'])).toString()).toBe(
    'Bo bo@example.com 1770084306 +0200 second\nAda Example ada@example.com 1767225600 +0000 commit\n',
  )
  expect((await repo.git(['ls-tree', '-r', '--name-only', 'HEAD'])).toString()).toBe(
    '"dir/b \\"x\\".txt"\nlink\n',
  )
  const tag = await repo.tag('nn@v1.0.0', { at: '2026-02-03T04:05:06Z', message: 'first' })
  expect((await repo.git(['cat-file', 'tag', tag])).toString()).toBe(
    `object ${second}\ntype commit\ntag nn@v1.0.0\ntagger Ada Example <ada@example.com> 1770091506 +0000\n\nfirst\n`,
  )
})

test('branches, merges, raw refs and raw tag objects', async () => {
  const repo = await createGitRepo({ kind: 'work' })
  const one = await repo.commit({ files: { a: '1' } })
  const side = await repo.commit({ files: { b: '1' }, branch: 'side', parents: [one] })
  const merge = await repo.commit({ parents: [one, side], message: 'merge' })
  expect(await repo.resolve('HEAD^2')).toBe(side)
  const bad = await repo.rawTag('object nonsense\n', Buffer.from([0x66, 0xff]))
  const refs = await repo.git(['show-ref'])
  expect(refs.includes(Buffer.from([0x66, 0xff]))).toBe(true)
  expect(refs.toString()).toContain(bad)
  await repo.lightweightTag('light', one)
  expect(await repo.resolve('refs/tags/light')).toBe(one)
  await repo.deleteTag('light')
  await expect(repo.resolve('refs/tags/light')).rejects.toThrow()
  expect(await repo.resolve('HEAD')).toBe(merge)
})

test('a file takes the place of a folder and a folder that of a file, also on what git wrote', async () => {
  const repo = await createGitRepo()
  await repo.commit({ files: { 'a/b': '1', 'a/c': '1', d: '1', 'e.txt': '1' } })
  await repo.git(['gc', '--quiet', '--prune=now'])
  const list = async (again: GitRepo) =>
    (await again.git(['ls-tree', '-r', '--name-only', 'main'])).toString().trim().split('\n')
  await repo.commit({ files: { a: '2', 'd/f': '2' } })
  expect(await list(repo)).toEqual(['a', 'd/f', 'e.txt'])
  const clone = await createGitRepo()
  await clone.git(['fetch', '--quiet', repo.dir, 'main:main'])
  await clone.commit({ files: { d: null } })
  expect(await list(clone)).toEqual(['a', 'e.txt'])
  await clone.tag('nn@v1.0.0')
  expect((await clone.git(['fsck', '--strict'])).toString()).toBe('')
})

test('imports every repository of the conformance data, with the commits it speaks of', async () => {
  const dir = path.join(process.cwd(), 'lib/testing/conformance/repos')
  for (const file of readdirSync(dir).filter((name) => name.endsWith('.fi'))) {
    const repo = await createGitRepo()
    await repo.importStream(path.join(dir, file))
    const expected = JSON.parse(
      readFileSync(path.join(dir, file.replace(/\.fi$/, '.expected.json')), 'utf8'),
    ) as { history: readonly { commit: string }[] }
    for (const { commit } of expected.history)
      expect(await repo.resolve(`${commit}^{commit}`)).toBe(commit)
  }
})

test('a moment needs an offset', () => {
  expect(formatMoment('2026-02-03T04:05:06+02:00')).toBe('1770084306 +0200')
  expect(() => formatMoment('2026-02-03T04:05:06')).toThrow('without an offset')
})
