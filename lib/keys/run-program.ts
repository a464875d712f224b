import { type ChildProcess, spawn } from 'node:child_process'
import type { Writable } from 'node:stream'
import { KeyError } from './key-error'

const MAX_OUTPUT_BYTES = 1024 ** 2

export type ProgramRun = {
  readonly program: 'ssh-keygen' | 'gpg' | 'gpgv' | 'gpgconf'
  readonly args: readonly string[]
  /** Added to an environment that holds PATH, HOME and the C locale. */
  readonly env: Readonly<Record<string, string>>
  /** HOME and working directory. */
  readonly dir: string
  readonly input: string | Buffer
  /** Written to file descriptor 3: a passphrase must stand in no argument. */
  readonly secret?: string
  readonly seconds?: number
}

export type ProgramResult = {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/**
 * Runs a signing program without a terminal, so that it cannot prompt. Resolves also when the program fails, with its
 * exit code. Throws KeyError `program-missing`, or `timeout` (by default after 10 seconds) after it has ended the whole
 * process group.
 */
export async function runProgram(run: ProgramRun): Promise<ProgramResult> {
  const child = spawn(run.program, run.args, {
    cwd: run.dir,
    env: {
      NODE_ENV: 'production',
      PATH: process.env.PATH,
      HOME: run.dir,
      LC_ALL: 'C', // failures are recognised by their English words
      TZ: 'UTC',
      ...run.env,
    },
    detached: true, // a session of its own has no terminal, and ends as a group
    stdio: ['pipe', 'pipe', 'pipe', ...(run.secret === undefined ? [] : ['pipe' as const])],
  })
  const stdout = collect(child, child.stdout)
  const stderr = collect(child, child.stderr)
  write(child.stdin, run.input)
  if (run.secret !== undefined) write(child.stdio[3] as Writable, `${run.secret}\n`)
  let isLate = false
  const seconds = run.seconds ?? 10
  const timer = setTimeout(() => {
    isLate = true
    killGroup(child)
  }, seconds * 1000)
  try {
    const { code, signal } = await ended(run.program, child)
    if (isLate) throw new KeyError('timeout', `${run.program} took longer than ${seconds} seconds.`)
    if (signal !== null) throw new KeyError('sign-failed', `${run.program} was killed.`)
    return { code: code ?? -1, stdout: stdout(), stderr: stderr() }
  } finally {
    clearTimeout(timer)
  }
}

function ended(program: string, child: ChildProcess) {
  type End = { readonly code: number | null; readonly signal: NodeJS.Signals | null }
  return new Promise<End>((resolve, reject) => {
    child.once('error', () =>
      reject(new KeyError('program-missing', `The program ${program} cannot be started.`)),
    )
    child.once('close', (code, signal) => resolve({ code, signal }))
  })
}

function collect(child: ChildProcess, stream: NodeJS.ReadableStream | null): () => string {
  const chunks: Buffer[] = []
  let bytes = 0
  stream?.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes > MAX_OUTPUT_BYTES) killGroup(child)
    else chunks.push(chunk)
  })
  return () => Buffer.concat(chunks).toString('utf8')
}

function write(stream: Writable | null, text: string | Buffer): void {
  stream?.on('error', () => {}) // the program may end before it has read all input; its exit code reports why
  stream?.end(text)
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
