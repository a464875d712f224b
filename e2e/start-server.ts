import { type ChildProcess, spawn } from 'node:child_process'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { findFreePort } from '@/lib/testing/free-port'
import type { RepoView } from '@/lib/views/repo'
import { standalone } from '@/scripts/steps/build-app.mjs'

const START_MS = 250_000

/** What a server is started with, laid over an environment that has nothing of Signet's. */
export type ServerEnv = Readonly<Record<string, string>>

export type Exit = {
  readonly code: number | null
  /** What ended it where that was a signal. */
  readonly signal: NodeJS.Signals | null
  readonly output: string
  readonly errors: string
}

export type Server = {
  readonly url: string
  readonly pid: number
  /** Resolves when it ends. */
  readonly exit: Promise<Exit>
  /** All that it wrote to stderr so far: a healthy server writes nothing. */
  errors(): string
  /** All that it wrote to stdout so far. */
  output(): string
  stop(signal: 'SIGINT' | 'SIGTERM' | 'SIGKILL'): Promise<Exit>
}

/** Starts the production build on PORT, else on a free port, and waits until it is ready. Throws with its output when it ends instead. */
export async function startServer(env: ServerEnv): Promise<Server> {
  const port = env.PORT === undefined ? await findFreePort() : Number(env.PORT)
  const started = run({ ...env, PORT: String(port) })
  const url = `http://127.0.0.1:${port}`
  const until = Date.now() + START_MS
  while (!(await answersOk(`${url}/api/v1/ready`))) {
    if (started.child.exitCode !== null) throw new Error(describeExit(await started.exit))
    if (Date.now() > until) {
      started.child.kill('SIGKILL')
      throw new Error(`not ready after ${START_MS} ms: ${describeExit(await started.exit)}`)
    }
    await pause(50)
  }
  return {
    url,
    pid: started.child.pid ?? 0,
    exit: started.exit,
    errors: started.errors,
    output: started.output,
    stop: (signal) => {
      started.child.kill(signal)
      return started.exit
    },
  }
}

/** Starts a server that is expected to end by itself. */
export async function runServer(env: ServerEnv): Promise<Exit> {
  return run({ PORT: String(await findFreePort()), ...env }).exit
}

/** Resolves when no repository is waiting for a sync or in one; throws after some minutes. `headers` say who asks. */
export async function waitForSyncs(
  url: string,
  headers: HeadersInit = {},
): Promise<readonly RepoView[]> {
  const until = Date.now() + START_MS
  for (;;) {
    const repos = await listRepos(url, headers)
    if (repos.every(({ status }) => status === 'ok' || status === 'failed')) return repos
    if (Date.now() > until) throw new Error(`still syncing: ${JSON.stringify(repos)}`)
    await pause(100)
  }
}

export async function listRepos(
  url: string,
  headers: HeadersInit = {},
): Promise<readonly RepoView[]> {
  const response = await fetch(`${url}/api/v1/repos`, { headers })
  return (await response.json()).items
}

/** The environment of a server: as a person's shell would have it, without what this machine sets for Signet. */
export function serverEnv(env: ServerEnv): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR, LANG } = process.env
  return { NODE_ENV: 'production', PATH, HOME, TMPDIR, LANG, NEXT_TELEMETRY_DISABLED: '1', ...env }
}

/** The exit code of a program, and all that it wrote. */
export function collectExit(child: ChildProcess): {
  readonly exit: Promise<Exit>
  readonly output: () => string
  readonly errors: () => string
} {
  let output = ''
  let errors = ''
  child.stdout?.on('data', (chunk: Buffer) => {
    output += chunk
  })
  child.stderr?.on('data', (chunk: Buffer) => {
    errors += chunk
  })
  const exit = new Promise<Exit>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => resolve({ code, signal, output, errors }))
  })
  return { exit, output: () => output, errors: () => errors }
}

function run(env: ServerEnv) {
  const child = spawn(process.execPath, [path.join(standalone, 'serve.mjs')], {
    env: serverEnv(env),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  return { child, ...collectExit(child) }
}

async function answersOk(url: string): Promise<boolean> {
  try {
    const response = await fetch(url)
    await response.arrayBuffer()
    return response.ok
  } catch {
    return false // refused while it does not listen yet
  }
}

function describeExit({ code, signal, output, errors }: Exit): string {
  return `the server ended with ${code ?? signal}\n${output}\n${errors}`
}
