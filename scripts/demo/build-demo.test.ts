import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { parse } from 'yaml'
import { buildDemo } from './build-demo.mjs'

/** Changes only when the demo's content is meant to change. */
const EXPECTED = [
  {
    refs: 'f8dd3dac5f8288712f6f8dfe7591db5bc8bd0377d5517d5989271329edb3efea',
    tags: 80,
    commits: 29,
  },
  {
    refs: 'a17211bae658c903b3ae4aedb1f01bd72a7172c63ca67e9502dc34b615f321a9',
    tags: 76,
    commits: 28,
  },
  {
    refs: '4631f514076ddcbb16302407ed3ef53c096ee680a8ae0a7d8a4bf36ef58a3e9e',
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
  expect(first.repos.map((dir) => path.basename(dir))).toEqual([
    'churn.git',
    'vision.git',
    'nlp.git',
  ])
  expect(first.repos.map(fingerprint)).toEqual(EXPECTED)
  expect(second.repos.map(fingerprint)).toEqual(first.repos.map(fingerprint))
})

test('the demo is sound and leaves nothing but the repositories', async () => {
  for (const dir of (await buildDemo(path.join(folder, 'demo'))).repos) {
    expect(git(dir, 'fsck', '--strict', '--full')).toBe('')
    expect(git(dir, 'symbolic-ref', 'HEAD')).toBe('refs/heads/main\n')
    expect(existsSync(path.join(dir, 'signet-demo-tmp'))).toBe(false)
  }
})

test('what the demo imports is what the other repository has at that commit', async () => {
  const [churn = '', vision = ''] = (await buildDemo(path.join(folder, 'demo'))).repos
  const imported = git(vision, 'show', 'main:ocr/data/customers.csv.dvc')
  const commit = /rev_lock: "?([0-9a-f]{40})/.exec(imported)?.[1] ?? ''
  expect(commit).toBe(git(churn, 'rev-parse', 'churn@v1.2.1^{commit}').trim())
  expect(imported.endsWith(git(churn, 'show', `${commit}:data/customers.csv.dvc`))).toBe(true)
})

test('the demo has a script that changed after its last run', async () => {
  const [, vision = ''] = (await buildDemo(path.join(folder, 'demo'))).repos
  const hashAt = (version: string) => {
    const script = git(vision, 'show', `ocr=reader@${version}:ocr/addresses.py`)
    return createHash('md5').update(script).digest('hex')
  }
  const lock = git(vision, 'show', 'main:ocr/dvc.lock')
  expect(['v1.2.0', 'v2.0.0'].map((version) => lock.includes(hashAt(version)))).toEqual([
    true,
    false,
  ])
})

test('one repository has rules, and what waits for approval there passes the others', async () => {
  const { repos, env } = await buildDemo(path.join(folder, 'demo'))
  const [churn = '', vision = '', nlp = ''] = repos
  const hasRules = (dir: string) =>
    git(dir, 'ls-tree', '--name-only', 'main').includes('.signet.yaml')
  expect([churn, vision, nlp].map(hasRules)).toEqual([false, true, false])
  const rules = parse(git(vision, 'show', 'main:.signet.yaml'))
  expect(rules).toEqual({
    stages: {
      rules: {
        production: { from: 'staging', approvals: 1, checks: ['metrics.latency_ms <= 50'] },
      },
    },
  })
  const { repo, model, version, stage } = JSON.parse(env.SIGNET_DEMO_REQUEST)
  expect([repo, model, version, stage]).toEqual(['vision', 'detector:yolo', 'v3.0.0', 'production'])
  const commit = git(vision, 'rev-parse', 'detector=yolo@v3.0.0^{commit}')
  const ofStaging = git(
    vision,
    'tag',
    '--list',
    'detector=yolo#staging#*',
    '--points-at',
    commit.trim(),
  )
  expect(ofStaging).not.toBe('')
})

test('what people pushed to the demo stays until the demo changes', async () => {
  const place = path.join(folder, 'demo')
  const [churn = ''] = (await buildDemo(place)).repos
  git(churn, 'update-ref', 'refs/tags/mine', 'main')
  await buildDemo(place)
  expect(git(churn, 'tag', '--list', 'mine')).toBe('mine\n')
  writeFileSync(path.join(place, '.stamp'), 'older')
  await buildDemo(place)
  expect(git(churn, 'tag', '--list', 'mine')).toBe('')
})

test('git itself finds the signatures of the demo good, and one person without a listed key', async () => {
  const { repos, allowedSigners } = await buildDemo(path.join(folder, 'demo'))
  const signers = repos.flatMap((dir) => verifyTags(dir, allowedSigners))
  expect([...new Set(signers)].sort()).toEqual([
    'ana@example.com',
    'chiara@example.com',
    'emi@example.com',
    'nobody',
  ])
})

/** Whom git names for each signed tag. */
function verifyTags(dir: string, allowedSigners: string): readonly string[] {
  const format = '--format=%(refname:strip=2)%00%(contents:signature)%01'
  const signed = git(dir, 'for-each-ref', format, 'refs/tags')
    .split('\x01')
    .map((entry) => entry.trim().split('\0'))
    .filter(([, signature]) => signature)
  return signed.map(([tag = '']) => {
    const config = ['-c', `gpg.ssh.allowedSignersFile=${allowedSigners}`]
    const run = spawnSync('git', ['--git-dir', dir, ...config, 'verify-tag', tag])
    return /Good "git" signature for (\S+) /.exec(String(run.stderr))?.[1] ?? 'nobody'
  })
}
