import { cpSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { listModels } from '@/lib/index/read/list-models'
import { buildModelsRequest } from '@/lib/testing/models-request'
import { median, time } from './measure'
import { type BenchSync, openSync } from './open-sync'
import { runGit } from './run-git'
import type { SyntheticRepo } from './synthetic-repo'
import { formatMs, type Row } from './table'
import { withTempDir } from './temp-dir'

const UNCHANGED_RUNS = 30
const TAG_RUNS = 15
const PAGE_RUNS = 100
/** After the last tag of every synthetic repository. */
const FIRST_SECOND = 1_900_000_000

const ignore = () => {}

export type WarmRows = { readonly rows: readonly Row[]; readonly pageMs: number }

/** What a sync costs once the repository is indexed, and a page of it, on a copy of the remote. */
export async function measureWarmSync(repo: SyntheticRepo): Promise<WarmRows> {
  return await withTempDir(async (dir) => {
    const remote = path.join(dir, 'remote.git')
    cpSync(repo.dir, remote, { recursive: true })
    const url = pathToFileURL(remote).href
    const sync = await openSync(url, path.join(dir, 'data'))
    try {
      await sync.run(ignore)
      const name = `${repo.shape.tags.toLocaleString('en')} tags`
      const unchanged = await measureUnchanged(sync, url, name)
      const page = await measurePage(sync)
      const tag = await measureNewTag(sync, { dir, remote, url, name })
      return { rows: [unchanged, tag], pageMs: page }
    } finally {
      await sync.close()
    }
  })
}

async function measureUnchanged(sync: BenchSync, url: string, name: string): Promise<Row> {
  const ours: number[] = []
  const git: number[] = []
  for (let run = 0; run < UNCHANGED_RUNS; run += 1) {
    const synced = await time(() => sync.run(ignore))
    if (synced.value !== 'unchanged') throw new Error('a sync of the same refs wrote')
    ours.push(synced.ms)
    git.push((await time(() => runGit('/', ['ls-remote', '-q', url]))).ms)
  }
  return {
    what: `sync without a change, ${name}`,
    measured: formatMs(median(ours)),
    against: `${formatMs(median(git))} git ls-remote`,
    ratio: median(ours) / median(git),
    target: { kind: 'ratio-at-most', limit: 3 },
  }
}

type Remote = {
  readonly dir: string
  readonly remote: string
  readonly url: string
  readonly name: string
}

async function measureNewTag(sync: BenchSync, on: Remote): Promise<Row> {
  const clone = path.join(on.dir, 'clone.git')
  await runGit('/', ['clone', '-q', '--mirror', on.url, clone])
  const ours: number[] = []
  const git: number[] = []
  for (let run = 0; run < TAG_RUNS; run += 1) {
    const ref = await addTag(on.remote, run)
    git.push((await time(() => runGit(clone, ['fetch', '-q', 'origin', `${ref}:${ref}`]))).ms)
    const synced = await time(() => sync.run(ignore))
    if (synced.value !== 'written') throw new Error('a sync of a new tag wrote nothing')
    ours.push(synced.ms)
  }
  return {
    what: `sync of one new tag, ${on.name}`,
    measured: formatMs(median(ours)),
    against: `${formatMs(median(git))} git fetch of it`,
    ratio: median(ours) / median(git),
    target: null,
  }
}

/** Another model's newest version goes to production; gives the ref's full name. */
async function addTag(remote: string, run: number): Promise<string> {
  const format = '--format=%(refname:strip=2)'
  const newest = await runGit(remote, ['for-each-ref', '--sort=-taggerdate', format, 'refs/tags/'])
  const registration = newest.split('\n').filter((name) => name.includes('@'))[run]
  if (!registration) throw new Error('no registration')
  const name = `${registration.split('@')[0]}#production#${100_000 + run}`
  const who = `Ada Ames <ada.ames@example.com> ${FIRST_SECOND + run} +0000`
  const commit = (await runGit(remote, ['rev-parse', `refs/tags/${registration}^{commit}`])).trim()
  const object = `object ${commit}\ntype commit\ntag ${name}\ntagger ${who}\n\npromote\n`
  const oid = (await runGit(remote, ['mktag'], object)).trim()
  await runGit(remote, ['update-ref', `refs/tags/${name}`, oid])
  return `refs/tags/${name}`
}

async function measurePage(sync: BenchSync): Promise<number> {
  const samples: number[] = []
  for (let run = 0; run < PAGE_RUNS; run += 1) {
    const page = await time(() =>
      listModels(sync.context.database, { repos: 'all' }, buildModelsRequest()),
    )
    if (page.value.items.length !== 50) throw new Error('a page without its models')
    samples.push(page.ms)
  }
  return median(samples)
}
