import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { listRepos, type Server, startServer, waitForSyncs } from '@/e2e/start-server'
import type { RepoView } from '@/lib/views/repo'
import { buildApp } from '@/scripts/steps/build-app.mjs'
import { percentile, time } from './measure'
import { watchTreeMemory } from './process-tree'
import type { SyntheticRepo } from './synthetic-repo'
import { withTempDir } from './temp-dir'

/** Of the owner, who may ask for syncs. */
const TOKEN = 'token-of-the-owner-in-benchmarks-0123456789'
const HEADERS = { Authorization: `Bearer ${TOKEN}` }

/** People who look at pages meanwhile, and how often each of them clicks. */
const USERS = 50
const CLICK_MS = 2000

export type ServerSync = {
  /** From the request for the sync to the index that has it. */
  readonly syncMs: number
  /** Of a page that lists models, for 50 people who click every two seconds: otherwise idle, and during a first sync. */
  readonly idlePageMs: number
  readonly busyPageMs: number
  /** Bytes of all processes of the server together: before the sync, and at most during it. */
  readonly idleMemory: number
  readonly mostMemory: number
}

/**
 * First syncs by the built server with its embedded database, which runs already and has one small repository: of the
 * large one on an idle server, and of the same repository under another name while people look at pages.
 */
export async function measureServerSync(
  large: SyntheticRepo,
  small: SyntheticRepo,
): Promise<ServerSync> {
  await buildApp()
  return await withTempDir(async (dir) => {
    const server = await startPrepared(dir, small)
    const appear = (slug: string) =>
      cpSync(large.dir, path.join(dir, `remotes/${slug}.git`), { recursive: true })
    try {
      await pause(CLICK_MS)
      const before = await watchTreeMemory(server.pid, () => pause(CLICK_MS))
      appear('large')
      const alone = await watchTreeMemory(server.pid, () => time(() => sync(server.url, 'large')))
      const idle = await clickUntil(server.url, pause(3 * CLICK_MS))
      appear('again')
      const busy = await clickUntil(server.url, sync(server.url, 'again'))
      return {
        syncMs: alone.value.ms,
        idleMemory: before.most,
        mostMemory: alone.most,
        idlePageMs: percentile(idle, 0.95),
        busyPageMs: percentile(busy, 0.95),
      }
    } finally {
      await server.stop('SIGTERM')
    }
  })
}

async function startPrepared(dir: string, small: SyntheticRepo): Promise<Server> {
  const remotes = path.join(dir, 'remotes')
  mkdirSync(remotes)
  cpSync(small.dir, path.join(remotes, 'small.git'), { recursive: true })
  const config = path.join(dir, 'signet.yaml')
  const repos = ['small', 'large', 'again'].map(
    (slug) => `{ slug: ${slug}, url: ./remotes/${slug}.git, poll: 7d }`,
  )
  writeFileSync(
    config,
    `local_repos: ./remotes\nauth: { anonymous: viewer }\nrepos: [${repos.join(', ')}]\n`,
  )
  const { BENCH_PROFILE } = process.env
  const profile: Record<string, string> = BENCH_PROFILE
    ? { BENCH_PROFILE, NODE_OPTIONS: `--import=${pathToFileURL('bench/profile.mjs')}` }
    : {}
  const server = await startServer({
    ...{
      SIGNET_CONFIG: config,
      SIGNET_DATA_DIR: path.join(dir, 'data'),
      SIGNET_ADMIN_TOKEN: TOKEN,
    },
    ...profile,
  })
  await waitForSyncs(server.url)
  return server
}

/** Asks for a sync and waits until it is through. */
async function sync(url: string, slug: string): Promise<RepoView> {
  const asked = await fetch(`${url}/api/v1/repos/${slug}/sync`, {
    method: 'POST',
    headers: HEADERS,
  })
  if (!asked.ok) throw new Error(`no sync: ${await asked.text()}`)
  for (;;) {
    const repo = (await listRepos(url)).find((one) => one.slug === slug)
    if (repo?.status === 'ok') return repo
    if (repo?.status === 'failed' && repo.retryAt !== null)
      throw new Error(JSON.stringify(repo.error))
    await pause(50)
  }
}

/** Milliseconds of every click of all people until `end`. */
async function clickUntil(url: string, end: Promise<unknown>): Promise<readonly number[]> {
  const samples: number[] = []
  let done = false
  const finish = () => {
    done = true
  }
  end.then(finish, finish)
  const user = async (index: number) => {
    await pause((CLICK_MS * index) / USERS)
    while (!done) {
      const started = performance.now()
      const response = await fetch(`${url}/?q=repo:small&page=${1 + (index % 2)}`)
      await response.arrayBuffer()
      if (!response.ok) throw new Error(`a page answered ${response.status}`)
      const ms = performance.now() - started
      samples.push(ms)
      await pause(Math.max(0, CLICK_MS - ms))
    }
  }
  await Promise.all(Array.from({ length: USERS }, (_, index) => user(index)))
  return samples
}
