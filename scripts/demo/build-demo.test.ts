import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { buildDemo } from './build-demo.mjs'

/** Changes only when the demo's content is meant to change. */
const EXPECTED = [
  {
    refs: '435edef91113cc286a2ba35a75dc3c267b1527489fe253ee6eb7380ca8244f1b',
    tags: 80,
    commits: 26,
  },
  {
    refs: '17a2190c99b1a078f14dea7f0717fefca17b26c2a3d00c2c72ca466c368066c4',
    tags: 76,
    commits: 25,
  },
  {
    refs: '598f7bebbe7ae23123d075257e89ff72d7000b0604df0ad963fa79bc96f44e70',
    tags: 70,
    commits: 24,
  },
]

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'signet-demo-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function git(dir: string, ...args: string[]): string {
  return execFileSync('git', ['--git-dir', dir, ...args], { encoding: 'utf8', stdio: 'pipe' })
}

/** Names, kinds and object ids of all refs in one hash, and how many tags there are. */
function fingerprint(dir: string): { refs: string; tags: number; commits: number } {
  const refs = git(dir, 'for-each-ref', '--format=%(refname) %(objecttype) %(objectname)')
  return {
    refs: createHash('sha256').update(refs).digest('hex'),
    tags: refs.split('\n').filter((line) => line.startsWith('refs/tags/')).length,
    commits: Number(git(dir, 'rev-list', '--count', 'main')),
  }
}

test('the demo has the same objects on every machine and every time', async () => {
  const first = await buildDemo(path.join(folder, 'first'))
  const second = await buildDemo(path.join(folder, 'second'))
  expect(first.map((dir) => path.basename(dir))).toEqual(['churn.git', 'vision.git', 'nlp.git'])
  expect(first.map(fingerprint)).toEqual(EXPECTED)
  expect(second.map(fingerprint)).toEqual(first.map(fingerprint))
})

test('the demo is sound and leaves nothing but the repositories', async () => {
  for (const dir of await buildDemo(path.join(folder, 'demo'))) {
    expect(git(dir, 'fsck', '--strict', '--full')).toBe('')
    expect(git(dir, 'symbolic-ref', 'HEAD')).toBe('refs/heads/main\n')
    expect(existsSync(path.join(dir, 'signet-demo-tmp'))).toBe(false)
  }
})

test('what people pushed to the demo stays until the demo changes', async () => {
  const place = path.join(folder, 'demo')
  const [churn = ''] = await buildDemo(place)
  git(churn, 'update-ref', 'refs/tags/mine', 'main')
  await buildDemo(place)
  expect(git(churn, 'tag', '--list', 'mine')).toBe('mine\n')
  writeFileSync(path.join(place, '.stamp'), 'older')
  await buildDemo(place)
  expect(git(churn, 'tag', '--list', 'mine')).toBe('')
})
