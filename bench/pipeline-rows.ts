import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { startServer, waitForSyncs } from '@/e2e/start-server'
import { listProcesses, readCpuSeconds } from '@/lib/testing/process-tree'
import { buildApp } from '@/scripts/steps/build-app.mjs'
import { formatMatrixPipeline } from './matrix-pipeline'
import { median, time } from './measure'
import { runGit } from './run-git'
import { formatMs, type Row } from './table'
import { withTempDir } from './temp-dir'

/** Metadata of public repositories. */
const FOLDER = 'lib/testing/conformance/lineage'

/** The densest of them: 239 nodes with 1,082 links. */
const DENSEST = 'BMIM-BF4'

/** Not public: 4,172 stages. */
const LARGEST = 'matrix'

/** Most milliseconds of any page of a pipeline. */
const LIMIT = 1_000

/** Servers that are started, each with an empty directory of data. */
const SERVERS = 3

type Sample = { readonly ms: number; readonly processorMs: number }
type Samples = Record<string, Sample[]>

/** The page of each repository's pipeline: never read before, with the densest one as the first page of its server, and then
 *  stored. Times of the processor are of the server with all its processes. */
export async function measurePipelines(): Promise<readonly Row[]> {
  await buildApp()
  const samples: Samples = {}
  await withTempDir(async (dir) => {
    const names = await writeRemotes(dir)
    for (let at = 0; at < SERVERS; at++) await measureServer(dir, names, samples)
  })
  return Object.entries(samples).map(([what, taken]) => buildRow(what, taken))
}

async function measureServer(dir: string, names: readonly string[], samples: Samples) {
  await withTempDir(async (dataDir) => {
    const config = path.join(dir, 'signet.yaml')
    const server = await startServer({ SIGNET_CONFIG: config, SIGNET_DATA_DIR: dataDir })
    const open = async (name: string, query = '') => {
      const before = readTreeMs(server.pid)
      const url = `${server.url}/repos/${formatSlug(name)}?tab=pipeline${query}`
      const { ms } = await time(() => fetchPipeline(url))
      return { ms, processorMs: readTreeMs(server.pid) - before }
    }
    const take = (what: string, sample: Sample) => {
      samples[what] = [...(samples[what] ?? []), sample]
    }
    try {
      await waitForSyncs(server.url)
      const others = names.filter((name) => name !== DENSEST)
      take(`${DENSEST}, first page of a fresh server`, await open(DENSEST))
      take('4,172 stages, not stored', await open(LARGEST))
      take('slowest of 18 others, not stored', await openSlowest(others, open))
      take(`${DENSEST}, stored`, await open(DENSEST))
      take('4,172 stages, stored', await open(LARGEST))
      take('4,172 stages, stored, groups open', await open(LARGEST, '&groups=open'))
    } finally {
      await server.stop('SIGTERM')
    }
  })
}

async function openSlowest(
  names: readonly string[],
  open: (name: string) => Promise<Sample>,
): Promise<Sample> {
  let slowest: Sample = { ms: 0, processorMs: 0 }
  for (const name of names) {
    const sample = await open(name)
    if (sample.ms > slowest.ms) slowest = sample
  }
  return slowest
}

async function fetchPipeline(url: string): Promise<void> {
  const answer = await fetch(url)
  const html = await answer.text()
  const isThere = html.includes('lineage-node') || html.includes('No pipeline')
  if (!answer.ok || !isThere) throw new Error(`${url}: ${answer.status}`)
}

function buildRow(what: string, samples: readonly Sample[]): Row {
  const value = median(samples.map(({ ms }) => ms))
  const processor = median(samples.map(({ processorMs }) => processorMs))
  return {
    what: `pipeline: ${what}`,
    measured: `${formatMs(value)}, processor ${formatMs(processor)}`,
    against: null,
    ratio: null,
    target: { kind: 'at-most', limit: LIMIT, value, unit: 'ms' },
  }
}

/** The repositories, and the configuration that has them. Returns the names of the public ones. */
async function writeRemotes(dir: string): Promise<readonly string[]> {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.fi'))
  const names = files.map((file) => path.basename(file, '.fi'))
  for (const name of names) {
    await writeRemote(dir, name, readFileSync(path.join(FOLDER, `${name}.fi`), 'utf8'))
  }
  await writeRemote(dir, LARGEST, formatMatrixPipeline())
  const repos = [...names, LARGEST].map(
    (name) => `{ slug: ${formatSlug(name)}, url: ./remotes/${name}.git, poll: 7d }`,
  )
  const config = `local_repos: ./remotes\nauth: { anonymous: viewer }\nrepos: [${repos.join(', ')}]\n`
  writeFileSync(path.join(dir, 'signet.yaml'), config)
  return names
}

function formatSlug(name: string): string {
  return name.toLowerCase().replaceAll('_', '-')
}

/** Processor time of the server and its processes so far. */
function readTreeMs(pid: number): number {
  return readCpuSeconds(listProcesses(pid)) * 1000
}

async function writeRemote(dir: string, name: string, stream: string): Promise<void> {
  const remote = path.join(dir, `remotes/${name}.git`)
  mkdirSync(remote, { recursive: true })
  await runGit(remote, ['init', '-q', '--bare', '--template=', '--initial-branch=main', '.'])
  await runGit(remote, ['fast-import', '--quiet'], stream)
}
