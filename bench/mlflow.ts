import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { findFreePort } from '@/lib/testing/free-port'
import { runProgram } from '@/lib/testing/run-program'

const VENV = path.join(import.meta.dirname, '../node_modules/.cache/mlflow')
const PYTHON = path.join(VENV, 'bin/python')
const MLFLOW = path.join(VENV, 'bin/mlflow')
const FILL = path.join(import.meta.dirname, 'fill_mlflow.py')
const START_MS = 120_000

export type MlflowModel = {
  readonly name: string
  readonly description: string
  readonly tags: Readonly<Record<string, string>>
  readonly versions: readonly { readonly source: string }[]
  readonly aliases: Readonly<Record<string, number>>
}

export type Mlflow =
  | { readonly kind: 'found'; readonly version: string }
  | { readonly kind: 'missing'; readonly why: string }

/** MLflow, to compare with: installed with pip at first use, where Python is there. */
export function findMlflow(): Mlflow {
  const why = existsSync(MLFLOW) ? null : installMlflow()
  if (why !== null) return { kind: 'missing', why }
  const { stdout } = runProgram(MLFLOW, ['--version'])
  return { kind: 'found', version: /[0-9.]+/.exec(stdout)?.[0] ?? 'unknown' }
}

function installMlflow(): string | null {
  if (runProgram('python3', ['--version']).status !== 0) return 'no Python here'
  if (runProgram('python3', ['-m', 'venv', VENV]).status !== 0) return 'no virtual environment'
  const pip = spawnSync(path.join(VENV, 'bin/pip'), ['install', '--quiet', 'mlflow'])
  return pip.status === 0 && existsSync(MLFLOW) ? null : 'pip could not install mlflow'
}

const ENV = {
  MLFLOW_DISABLE_TELEMETRY: 'true',
  DO_NOT_TRACK: 'true',
  MLFLOW_SERVER_ENABLE_JOB_EXECUTION: 'false',
}

/** Runs `use` with the address of MLflow's own server, as it starts by default, over a database under `dir` with these
 *  models. */
export async function withMlflow<Value>(
  dir: string,
  models: readonly MlflowModel[],
  use: (url: string) => Promise<Value>,
): Promise<Value> {
  const database = path.join(dir, 'mlflow.db')
  const env = { ...process.env, ...ENV }
  runOrThrow(MLFLOW, ['db', 'upgrade', `sqlite:///${database}`], { env })
  runOrThrow(PYTHON, [FILL, database], { env, input: JSON.stringify(models) })
  const port = await findFreePort()
  const store = ['--backend-store-uri', `sqlite:///${database}`]
  const args = ['server', ...store, '--host', '127.0.0.1', '--port', String(port)]
  // Its workers are processes of the same group.
  const server = spawn(MLFLOW, args, { cwd: dir, env, stdio: 'ignore', detached: true })
  const url = `http://127.0.0.1:${port}`
  try {
    await waitUntilHealthy(url)
    return await use(url)
  } finally {
    await stop(server)
  }
}

function runOrThrow(program: string, args: readonly string[], options: object): void {
  const { status, stderr } = spawnSync(program, args, { ...options, encoding: 'utf8' })
  if (status !== 0) throw new Error(`${path.basename(program)} ${args[0]}: ${stderr}`)
}

async function waitUntilHealthy(url: string): Promise<void> {
  const until = Date.now() + START_MS
  for (;;) {
    try {
      if ((await fetch(`${url}/health`)).ok) return
    } catch {
      // Refused while it does not listen yet.
    }
    if (Date.now() > until) throw new Error('mlflow server did not start')
    await pause(200)
  }
}

async function stop(server: ChildProcess): Promise<void> {
  if (server.pid === undefined || server.exitCode !== null) return
  const closed = new Promise((resolve) => server.once('close', resolve))
  process.kill(-server.pid, 'SIGKILL')
  await closed
}
