import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { GitRepo } from '@/lib/testing/git-repo'
import { type HttpFault, type HttpRemote, startHttpRemote } from '@/lib/testing/http-remote'
import { createTempDir } from '@/lib/testing/temp-dir'
import type { RepoView } from '@/lib/views/repo'
import { type Server, startServer } from '../start-server'
import { findSettled, requestSync, resolveStage } from './ask-server'
import { createGoodRepo, release } from './good-repo'
import { prepareServer } from './prepare-server'
import { readAnswer } from './read-answers'
import { watchServer } from './watch-server'

/** Resolves to how the repository stands once it was asked for again. */
async function sync(url: string, slug: string): Promise<RepoView> {
  await requestSync(url, slug)
  for (;;) {
    const settled = await findSettled(url, slug)
    if (settled !== null) return settled
    await pause(50)
  }
}

const SMART = 'application/x-git-upload-pack-advertisement'
const PAGE = '<!doctype html><title>Sign in</title><form method="post">'
const OID = '1'.repeat(40)

/** Status 200, and no refs of a repository. */
const ANSWERS: Readonly<Record<string, HttpFault>> = {
  nothing: { kind: 'page', type: 'text/plain', body: '' },
  'nothing as Git would': { kind: 'page', type: SMART, body: '' },
  'a page to sign in': { kind: 'page', type: 'text/html', body: PAGE },
  'a page that calls itself an answer of Git': { kind: 'page', type: SMART, body: PAGE },
  'a list for clients that read files': {
    ...{ kind: 'page', type: 'text/plain', body: `${OID}\trefs/heads/main\n` },
  },
  'no refs, properly': {
    ...{ kind: 'page', type: SMART, body: '001e# service=git-upload-pack\n00000000' },
  },
  'half an answer': { kind: 'cut', afterBytes: 60 },
}

describe('a remote that answers 200 without the refs', () => {
  let server: Server
  let http: HttpRemote
  let repo: GitRepo

  beforeAll(async () => {
    const dir = createTempDir('remotes')
    repo = await createGoodRepo(path.join(dir, 'good.git'))
    await release(repo, 1)
    await release(repo, 2)
    http = await startHttpRemote({ root: dir })
    server = await startServer(await prepareServer(dir, { good: http.url(repo.dir) }))
    await vi.waitUntil(() => resolveStage(server.url), 200_000)
  })

  afterAll(async () => {
    await server.stop('SIGKILL')
    await http.close()
  })

  test.each(Object.entries(ANSWERS))('but %s leaves the registry as it was', async (_, fault) => {
    const before = await sync(server.url, 'good')
    http.setFault(fault)
    const broken = await sync(server.url, 'good')
    http.setFault({ kind: 'none' })
    expect(broken.status).toBe('failed')
    expect(broken.error?.code).not.toBe('internal')
    expect(broken.error?.message).toMatch(/\w+ \w+/)
    expect(broken.stateHash).toBe(before.stateHash)
    expect(await resolveStage(server.url)).toBe('v1.2.0')
    expect((await sync(server.url, 'good')).status).toBe('ok')
  })

  test('because all are gone is held until a person accepts it', async () => {
    const before = await sync(server.url, 'good')
    const refs = (await repo.git(['for-each-ref', '--format=%(objectname) %(refname)'])).toString()
    for (const line of refs.trim().split('\n')) {
      await repo.git(['update-ref', '-d', line.split(' ')[1] ?? ''])
    }
    for (const _ of [1, 2]) {
      const held = await sync(server.url, 'good')
      expect(held.status).toBe('failed')
      expect(held.error?.code).toBe('tags-vanished')
      expect(held.stateHash).toBe(before.stateHash)
      expect(await resolveStage(server.url)).toBe('v1.2.0')
    }
    const page = await readAnswer(server.url, '/repos/good')
    expect(page.text).toContain('lists none now')
    const restore = refs
      .trim()
      .split('\n')
      .map((line) => `create ${line.split(' ')[1]} ${line.split(' ')[0]}\n`)
    await repo.git(['update-ref', '--stdin'], restore.join(''))
    expect((await sync(server.url, 'good')).status).toBe('ok')
  })
})

/** Shorter than the server waits for a remote that is slow. */
const BEFORE_THE_SLOW = { timeout: 45_000 }

describe.each([
  ['never answers', { kind: 'hang' }],
  ['answers a byte a second', { kind: 'slow' }],
] as const)('a remote that %s', (_, fault) => {
  let server: Server
  let slow: HttpRemote
  let fast: HttpRemote
  let repo: GitRepo

  beforeAll(async () => {
    const dir = createTempDir('slow')
    repo = await createGoodRepo(path.join(dir, 'good.git'))
    slow = await startHttpRemote({ root: dir })
    slow.setFault(fault)
    fast = await startHttpRemote({ root: dir })
    const slowUrls = Array.from({ length: 8 }, (_, at) => [
      `slow-${at}`,
      `${slow.origin}/s${at}.git`,
    ])
    const env = await prepareServer(dir, {
      ...Object.fromEntries(slowUrls),
      good: fast.url(repo.dir).replace('127.0.0.1', 'localhost'),
    })
    server = await startServer(env)
  })

  afterAll(async () => {
    await server.stop('SIGKILL')
    await Promise.all([slow.close(), fast.close()])
  })

  test('does not keep the others waiting', async () => {
    const watch = watchServer(server.url, server.pid)
    await expect.poll(() => resolveStage(server.url), BEFORE_THE_SLOW).toBe('v1.0.0')
    for (let version = 1; version <= 3; version += 1) {
      const released = await release(repo, version)
      await requestSync(server.url, 'good')
      await expect.poll(() => resolveStage(server.url), BEFORE_THE_SLOW).toBe(released)
    }
    expect((await watch.stop()).failures).toEqual([])
  })
})
