import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { startServer, waitForSyncs } from '@/e2e/start-server'
import { buildApp } from '@/scripts/steps/build-app.mjs'
import { percentile, time } from './measure'
import { runGit } from './run-git'
import { formatMs, type Row } from './table'
import { withTempDir } from './temp-dir'

/** Metadata of a public repository: 106 stages, most of them of six `matrix` blocks. */
const STREAM = 'lib/testing/conformance/lineage/hybrid-flows.fi'

/** A model that one of its stages writes. */
const MODEL = 'nn'
const MODEL_PATH =
  'experiments/results/sim/moons/unconditional_hybrid_coupling_flow_quadratic_spline/model_checkpoint.weights.h5'

/** Each is a commit of its own. The first ones are asked for before the measurement. */
const VERSIONS = 45
const WARM_VERSIONS = 5

/** Most milliseconds at the 95th percentile. */
const STORED_MS = 100
const NEW_MS = 500

/** The lineage page of one version after the other: first with commits that were never read, then with the same commits. */
export async function measureLineage(): Promise<readonly Row[]> {
  await buildApp()
  return await withTempDir(async (dir) => {
    await writeRemote(path.join(dir, 'remotes/flows.git'))
    const file = path.join(dir, 'signet.yaml')
    const repo = '{ slug: flows, url: ./remotes/flows.git, poll: 7d }'
    writeFileSync(file, `local_repos: ./remotes\nauth: { anonymous: viewer }\nrepos: [${repo}]\n`)
    const dataDir = path.join(dir, 'data')
    const server = await startServer({ SIGNET_CONFIG: file, SIGNET_DATA_DIR: dataDir })
    try {
      await waitForSyncs(server.url)
      const pages = Array.from({ length: VERSIONS }, (_, at) => `${server.url}${formatPage(at)}`)
      await measurePages(pages.slice(0, WARM_VERSIONS))
      const measured = pages.slice(WARM_VERSIONS)
      return [
        buildRow('not stored', await measurePages(measured), NEW_MS),
        buildRow('stored', await measurePages(measured), STORED_MS),
      ]
    } finally {
      await server.stop('SIGTERM')
    }
  })
}

async function measurePages(pages: readonly string[]): Promise<readonly number[]> {
  const samples: number[] = []
  for (const page of pages) samples.push((await time(() => fetchLineage(page))).ms)
  return samples
}

async function fetchLineage(page: string): Promise<void> {
  const answer = await fetch(page)
  const html = await answer.text()
  if (!answer.ok || !html.includes('lineage-node')) throw new Error(`${page}: ${answer.status}`)
}

function buildRow(what: string, samples: readonly number[], limit: number): Row {
  const p95 = percentile(samples, 0.95)
  return {
    what: `lineage page, ${what}`,
    measured: `p50 ${formatMs(percentile(samples, 0.5))}, p95 ${formatMs(p95)}`,
    against: null,
    ratio: null,
    target: { kind: 'at-most', limit, value: p95, unit: 'ms p95' },
  }
}

function formatVersion(at: number): string {
  return `v1.0.${at}`
}

function formatPage(at: number): string {
  return `/models/flows/${MODEL}?tab=lineage&version=${formatVersion(at)}`
}

/** The repository with commits that declare the model, each of them a version. */
async function writeRemote(dir: string): Promise<void> {
  mkdirSync(dir, { recursive: true })
  await runGit(dir, ['init', '-q', '--bare', '--template=', '--initial-branch=main', '.'])
  await runGit(dir, ['fast-import', '--quiet'], readFileSync(STREAM, 'utf8'))
  const versions = Array.from({ length: VERSIONS }, (_, at) => formatCommit(at))
  await runGit(dir, ['fast-import', '--quiet'], versions.join(''))
}

function formatCommit(at: number): string {
  const who = `Ada Ames <ada.ames@example.com> ${1_700_001_000 + at} +0000`
  const text = `${MODEL}:\n  path: ${MODEL_PATH}\n  description: version ${at}\n`
  const from = at === 0 ? 'from refs/heads/main^0\n' : ''
  return `commit refs/heads/main
mark :${at + 1}
committer ${who}
data 1
x
${from}M 100644 inline artifacts.yaml
data ${text.length}
${text}
tag ${MODEL}@${formatVersion(at)}
from :${at + 1}
tagger ${who}
data 1
x
`
}
