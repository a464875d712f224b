import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { listRepos, startServer } from '@/e2e/start-server'
import { buildApp } from '@/scripts/steps/build-app.mjs'
import { median, time } from './measure'
import { runGit } from './run-git'
import { buildSyntheticRepo } from './synthetic-repo'
import { formatMs, type Row } from './table'
import { withTempDir } from './temp-dir'

const TOKEN = 'token-of-the-owner-in-benchmarks-0123456789'
const HEADERS = { Authorization: `Bearer ${TOKEN}`, 'Content-Type': 'application/json' }
const SMALL = { commits: 11, tags: 20, models: 2 }

/** Repositories of 20 tags: first syncs of 300 and polls of 1,000 by the built server, and previews meanwhile. */
export async function measureMany(): Promise<readonly Row[]> {
  await buildApp()
  return await withTempDir(async (dir) => {
    const slugs = await makeRemotes(path.join(dir, 'remotes'), 1000)
    const few = slugs.slice(0, 300)
    const clones = await time(async () => {
      for (const slug of few) {
        const url = pathToFileURL(path.join(dir, 'remotes', `${slug}.git`)).href
        await runGit('/', ['clone', '-q', '--mirror', url, path.join(dir, 'clones', slug)])
      }
    })
    const lists = await time(async () => {
      for (const slug of slugs) {
        const url = pathToFileURL(path.join(dir, 'remotes', `${slug}.git`)).href
        await runGit('/', ['ls-remote', url])
      }
    })
    const first = await withServer(dir, few, async (url, started) => {
      await waitUntilSynced(url, few.length)
      return performance.now() - started
    })
    const polled = await withServer(dir, slugs, async (url) => {
      await waitUntilSynced(url, slugs.length)
      const idle = await previewMany(url, slugs, pause(3000))
      const polls = time(() => pollAll(url, slugs))
      const busy = await previewMany(url, slugs, polls)
      return { idle, busy, polls: await polls }
    })
    return buildRows({ first, polled, clones: clones.ms, lists: lists.ms })
  })
}

type Measured = {
  readonly first: number
  readonly polled: {
    readonly idle: readonly number[]
    readonly busy: readonly number[]
    readonly polls: { readonly ms: number }
  }
  readonly clones: number
  readonly lists: number
}

function buildRows({ first, polled, clones, lists }: Measured): readonly Row[] {
  const rate = (300 * 1000) / first
  const seconds = polled.polls.ms / 1000
  return [
    {
      what: 'first sync of 300 repositories of 20 tags',
      measured: `${formatMs(first)}, ${rate.toFixed(1)} a second`,
      against: `${formatMs(clones)} git clone --mirror, one after the other`,
      ratio: first / clones,
      target: { kind: 'at-least', limit: 8, value: rate, unit: 'a second' },
    },
    {
      what: 'polling 1,000 repositories without changes',
      measured: formatMs(polled.polls.ms),
      against: `${formatMs(lists)} git ls-remote, one after the other`,
      ratio: polled.polls.ms / lists,
      target: { kind: 'at-most', limit: 60, value: Math.round(seconds), unit: 's' },
    },
    {
      what: 'preview of a promotion while they are polled',
      measured: formatMs(median(polled.busy)),
      against: `${formatMs(median(polled.idle))} otherwise`,
      ratio: median(polled.busy) / median(polled.idle),
      target: { kind: 'at-most', limit: 1000, value: Math.round(median(polled.busy)), unit: 'ms' },
    },
  ]
}

async function makeRemotes(dir: string, count: number): Promise<readonly string[]> {
  mkdirSync(dir, { recursive: true })
  const { dir: source } = await buildSyntheticRepo(SMALL)
  return Array.from({ length: count }, (_, index) => {
    const slug = `r${String(index).padStart(4, '0')}`
    cpSync(source, path.join(dir, `${slug}.git`), { recursive: true })
    return slug
  })
}

async function withServer<Value>(
  dir: string,
  slugs: readonly string[],
  use: (url: string, started: number) => Promise<Value>,
): Promise<Value> {
  const config = path.join(dir, `signet-${slugs.length}.yaml`)
  const repos = slugs.map((slug) => `  - { slug: ${slug}, url: ./remotes/${slug}.git, poll: 7d }\n`)
  writeFileSync(
    config,
    `local_repos: ./remotes\nauth: { anonymous: viewer }\nrepos:\n${repos.join('')}`,
  )
  const data = path.join(dir, `data-${slugs.length}`)
  const started = performance.now()
  const server = await startServer({
    SIGNET_CONFIG: config,
    SIGNET_DATA_DIR: data,
    SIGNET_ADMIN_TOKEN: TOKEN,
  })
  try {
    return await use(server.url, started)
  } finally {
    await server.stop('SIGTERM')
  }
}

async function waitUntilSynced(url: string, count: number): Promise<void> {
  for (;;) {
    const repos = await listRepos(url)
    const failed = repos.find(({ status }) => status === 'failed')
    if (failed !== undefined) throw new Error(JSON.stringify(failed.error))
    if (repos.filter(({ status }) => status === 'ok').length === count) return
    await pause(250)
  }
}

/** Asks for a sync of each and waits until all have looked at their remote. */
async function pollAll(url: string, slugs: readonly string[]): Promise<void> {
  const started = Date.now()
  for (const slug of slugs) {
    const asked = await fetch(`${url}/api/v1/repos/${slug}/sync`, {
      method: 'POST',
      headers: HEADERS,
    })
    if (!asked.ok) throw new Error(`no sync: ${await asked.text()}`)
    await asked.arrayBuffer()
  }
  for (;;) {
    const repos = await listRepos(url)
    if (repos.every(({ syncedAt }) => Date.parse(syncedAt ?? '') >= started)) return
    await pause(250)
  }
}

/** Milliseconds of previews of promotions, one after the other, until `end`. */
async function previewMany(
  url: string,
  slugs: readonly string[],
  end: Promise<unknown>,
): Promise<readonly number[]> {
  const { items } = await (await fetch(`${url}/api/v1/models?q=repo:${slugs[0]}`)).json()
  const [model] = items
  const samples: number[] = []
  let done = false
  const finish = () => {
    done = true
  }
  end.then(finish, finish)
  while (!done || samples.length === 0) {
    const body = { command: 'assign', version: model.latest.version, stage: 'canary' }
    const address = `${url}/api/v1/models/${model.repo}/${encodeURIComponent(model.name)}/commands?dryRun=true`
    const { ms } = await time(async () => {
      const response = await fetch(address, {
        method: 'POST',
        headers: HEADERS,
        body: JSON.stringify(body),
      })
      if (!response.ok) throw new Error(`no preview: ${await response.text()}`)
      await response.arrayBuffer()
    })
    samples.push(ms)
  }
  return samples
}
