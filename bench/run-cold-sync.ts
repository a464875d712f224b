import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import path from 'node:path'
import type { ColdSync } from './cold-sync'

const PROGRAM = path.join(import.meta.dirname, 'cold-sync.ts')

/** A first sync of the remote into an empty `dataDir`, in a fresh process. */
export async function runColdSync(url: string, dataDir: string): Promise<ColdSync> {
  const tsx = createRequire(import.meta.url).resolve('tsx/cli')
  const args = [...nodeOptions(), tsx, PROGRAM, url, dataDir]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
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
function nodeOptions(): readonly string[] {
  const dir = process.env.BENCH_PROFILE
  return dir ? ['--cpu-prof', `--cpu-prof-dir=${dir}`] : []
}
