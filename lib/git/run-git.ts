import { type ChildProcess, spawn } from 'node:child_process'
import { classifyFailure, killed } from './classify-failure'
import { GitError, stopped } from './git-error'
import type { Credentials } from './remote-url'

const GRACE_MS = 5000
const STDERR_BYTES = 64 * 1024

export type GitRun = {
  /** The whole argument list; values from outside stand after `--` or are object ids. */
  readonly args: readonly string[]
  readonly env: NodeJS.ProcessEnv
  /** Written to stdin piece by piece as git reads it. */
  readonly input?: Iterable<string>
  readonly onStdout: (chunk: Buffer) => void
  /** Wall-clock limit. */
  readonly seconds: number
  readonly maxStdoutBytes: number
  readonly credentials: Credentials | null
  readonly signal?: AbortSignal
}

/**
 * Runs git and streams its output. Resolves, to what it printed on stderr, only when git ended
 * with code 0 and by no signal; else throws a GitError, and nothing of git's process group is
 * left. An error thrown by `onStdout` ends git and is thrown on.
 */
export async function runGit(run: GitRun): Promise<string> {
  if (run.signal?.aborted) throw stopped()
  // Its own process group: git's helpers (ssh, git-remote-https, index-pack) must end with it.
  const child = spawn('git', run.args, { env: run.env, detached: true, shell: false })
  let failure: unknown = null
  let stdoutBytes = 0
  let stderr = ''
  const stop = (reason: unknown) => {
    if (failure === null) endGroup(child)
    failure ??= reason
  }
  child.stdout.on('data', (chunk: Buffer) => {
    if (failure !== null) return
    stdoutBytes += chunk.length
    if (stdoutBytes > run.maxStdoutBytes) {
      return stop(
        new GitError('output-limit', `git printed more than ${run.maxStdoutBytes} bytes.`),
      )
    }
    try {
      run.onStdout(chunk)
    } catch (error) {
      stop(error)
    }
  })
  child.stderr.on('data', (chunk: Buffer) => {
    stderr = (stderr + chunk.toString('utf8')).slice(-STDERR_BYTES)
  })
  child.stdin.on('error', () => {}) // git may end before it has read everything; its exit tells why
  writeInput(child, run.input ?? [])
  const timer = setTimeout(() => {
    stop(new GitError('timeout', `git took longer than ${run.seconds} seconds.`))
  }, run.seconds * 1000)
  const abort = () => stop(stopped())
  run.signal?.addEventListener('abort', abort)
  try {
    const { code, signal } = await ended(child)
    if (failure !== null) throw failure
    if (signal !== null) throw killed(stderr)
    if (code !== 0) throw classifyFailure(commandOf(run.args), stderr, run.credentials)
    return stderr
  } finally {
    clearTimeout(timer)
    run.signal?.removeEventListener('abort', abort)
  }
}

function ended(child: ChildProcess) {
  type End = { readonly code: number | null; readonly signal: NodeJS.Signals | null }
  return new Promise<End>((resolve, reject) => {
    // What is left of a failed git's group would hold the pipes open, and `close` would not come.
    child.once('exit', (code) => code === 0 || signalGroup(child, 'SIGKILL'))
    child.once('error', () =>
      reject(new GitError('git-failed', 'The program git cannot be started.')),
    )
    child.once('close', (code, signal) => resolve({ code, signal }))
  })
}

/** SIGTERM lets git remove its lock files; five seconds later nobody is asked. */
function endGroup(child: ChildProcess): void {
  signalGroup(child, 'SIGTERM')
  const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), GRACE_MS)
  child.once('close', () => clearTimeout(timer))
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

function writeInput(child: ChildProcess, input: Iterable<string>): void {
  const pieces = input[Symbol.iterator]()
  const next = () => {
    for (;;) {
      const piece = pieces.next()
      if (piece.done) return child.stdin?.end()
      if (!child.stdin?.write(piece.value)) return child.stdin?.once('drain', next)
    }
  }
  next()
}

function commandOf(args: readonly string[]): string {
  return args.find((arg, at) => !arg.startsWith('-') && args[at - 1] !== '-c') ?? ''
}
