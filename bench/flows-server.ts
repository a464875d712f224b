import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { startServer, waitForSyncs } from '@/e2e/start-server'
import { buildApp } from '@/scripts/steps/build-app.mjs'
import { time } from './measure'
import { runGit } from './run-git'
import { withTempDir } from './temp-dir'

/** Metadata of a public repository: 106 stages, most of them of six `matrix` blocks. */
const STREAM = 'lib/testing/conformance/lineage/hybrid-flows.fi'

/** A model that one of its stages writes; its repository has the slug `flows`. */
export const MODEL = 'nn'
const MODEL_PATH =
  'experiments/results/sim/moons/unconditional_hybrid_coupling_flow_quadratic_spline/model_checkpoint.weights.h5'

type Flows = {
  /** Each is a commit of its own. */
  readonly versions: number
  /** Other files of the commit of a version, with their content. */
  readonly listFiles?: (at: number) => readonly (readonly [path: string, text: string])[]
}

/** Runs `use` with the address of the built server over a repository with a real pipeline. Everybody may read. */
export async function withFlowsServer<Value>(
  flows: Flows,
  use: (url: string) => Promise<Value>,
): Promise<Value> {
  await buildApp()
  return await withTempDir(async (dir) => {
    await writeRemote(path.join(dir, 'remotes/flows.git'), flows)
    const file = path.join(dir, 'signet.yaml')
    const repo = '{ slug: flows, url: ./remotes/flows.git, poll: 7d }'
    writeFileSync(file, `local_repos: ./remotes\nauth: { anonymous: viewer }\nrepos: [${repo}]\n`)
    const dataDir = path.join(dir, 'data')
    const server = await startServer({ SIGNET_CONFIG: file, SIGNET_DATA_DIR: dataDir })
    try {
      await waitForSyncs(server.url)
      return await use(server.url)
    } finally {
      await server.stop('SIGTERM')
    }
  })
}

export function formatFlowsVersion(at: number): string {
  return `v1.0.${at}`
}

/** The repository with commits that declare the model, each of them a version. */
async function writeRemote(dir: string, { versions, listFiles }: Flows): Promise<void> {
  mkdirSync(dir, { recursive: true })
  await runGit(dir, ['init', '-q', '--bare', '--template=', '--initial-branch=main', '.'])
  await runGit(dir, ['fast-import', '--quiet'], readFileSync(STREAM, 'utf8'))
  const commits = Array.from({ length: versions }, (_, at) => formatCommit(at, listFiles?.(at)))
  await runGit(dir, ['fast-import', '--quiet'], commits.join(''))
}

function formatCommit(at: number, others: ReturnType<NonNullable<Flows['listFiles']>> = []) {
  const who = `Ada Ames <ada.ames@example.com> ${1_700_001_000 + at} +0000`
  const text = `${MODEL}:\n  path: ${MODEL_PATH}\n  description: version ${at}\n`
  const from = at === 0 ? 'from refs/heads/main^0\n' : ''
  const files = [['artifacts.yaml', text] as const, ...others]
  const changes = files.map(
    ([name, content]) => `M 100644 inline ${name}\ndata ${content.length}\n${content}\n`,
  )
  return `commit refs/heads/main
mark :${at + 1}
committer ${who}
data 1
x
${from}${changes.join('')}
tag ${MODEL}@${formatFlowsVersion(at)}
from :${at + 1}
tagger ${who}
data 1
x
`
}

/** The milliseconds that each page takes, one after the other. Each must have the part, which is HTML of its own. */
export async function measurePages(
  pages: readonly string[],
  part: string,
): Promise<readonly number[]> {
  const samples: number[] = []
  for (const page of pages) samples.push((await time(() => fetchPage(page, part))).ms)
  return samples
}

async function fetchPage(page: string, part: string): Promise<void> {
  const answer = await fetch(page)
  const html = await answer.text()
  if (!answer.ok || !html.includes(part)) throw new Error(`${page}: ${answer.status}`)
}
