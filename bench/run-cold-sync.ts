import { spawn } from 'node:child_process'
import path from 'node:path'
import type { ColdSync } from './cold-sync'

const PROGRAM = path.join(import.meta.dirname, 'cold-sync.ts')

/** The empty database under `dataDir`, then a first sync of the remote into it, each in a fresh process. */
export async function runColdSync(
  url: string,
  dataDir: string,
): Promise<{ readonly created: ColdSync; readonly synced: ColdSync }> {
  const created = await run([], ['create', url, dataDir])
  return { created, synced: await run(profileOptions(), ['sync', url, dataDir]) }
}

async function run(options: readonly string[], args: readonly string[]): Promise<ColdSync> {
  const child = spawn(process.execPath, ['--import', 'tsx', ...options, PROGRAM, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    output += chunk
  })
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  if (code !== 0) throw new Error(`cold sync ended with ${code}`)
  return JSON.parse(output)
}

/** BENCH_PROFILE=DIR leaves a CPU profile of every cold sync there. */
function profileOptions(): readonly string[] {
  const dir = process.env.BENCH_PROFILE
  return dir ? ['--cpu-prof', `--cpu-prof-dir=${dir}`] : []
}
