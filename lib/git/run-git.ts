import { classifyFailure, killed } from './classify-failure'
import { GitError, stopped } from './git-error'
import { startGit, writePieces } from './git-process'
import type { GitSetting } from './git-setting'
import { withSlots } from './git-slots'
import { onAbort } from './on-abort'

export type GitRun = GitSetting & {
  /** The complete argument list. External values come after `--` or are object ids. */
  readonly args: readonly string[]
  /** Written to stdin piece by piece as git reads it. */
  readonly input?: Iterable<string>
  readonly onStdout: (chunk: Buffer) => void
  /** Wall-clock limit. */
  readonly seconds: number
  readonly maxStdoutBytes: number
  readonly signal?: AbortSignal
  /** Called when a slot is free, before git is started. */
  readonly onBegin?: () => void
}

/**
 * Runs git when a slot is free and streams its output. Resolves to its stderr only when git exits with code 0.
 * Otherwise throws a GitError after the whole process group has ended. An error thrown by `onStdout` ends git and is
 * rethrown.
 */
export async function runGit(run: GitRun): Promise<string> {
  return await withSlots(run.connection, run.signal, () => runNow(run))
}

/** Runs git in the same way and resolves to all that it printed. */
export async function readGit(run: Omit<GitRun, 'onStdout'>): Promise<Buffer> {
  const pieces: Buffer[] = []
  await runGit({ ...run, onStdout: (chunk) => void pieces.push(chunk) })
  return Buffer.concat(pieces)
}

async function runNow(run: GitRun): Promise<string> {
  run.onBegin?.()
  const git = startGit(run.args, run)
  let failure: unknown = null
  const stop = (reason: unknown) => {
    failure ??= reason
    git.end()
  }
  let bytes = 0
  git.stdout.on('data', (chunk: Buffer) => {
    if (failure !== null) return
    bytes += chunk.length
    if (bytes > run.maxStdoutBytes) return stop(outputTooLarge(run.maxStdoutBytes))
    try {
      run.onStdout(chunk)
    } catch (error) {
      stop(error)
    }
  })
  void writePieces(git.stdin, (run.input ?? [])[Symbol.iterator]()).then(() => git.stdin.end())
  const timer = setTimeout(() => stop(timeoutError(run.seconds)), run.seconds * 1000)
  const forget = onAbort(run.signal, () => stop(stopped()))
  try {
    const { code, signal } = await git.ended
    if (failure !== null) throw failure
    if (signal !== null) throw killed(git.stderr())
    if (code !== 0) throw classifyFailure(commandOf(run.args), git.stderr(), run.credentials)
    return git.stderr()
  } finally {
    clearTimeout(timer)
    forget()
  }
}

function outputTooLarge(bytes: number): GitError {
  return new GitError('output-limit', `git printed more than ${bytes} bytes.`)
}

/** The error of a git that exceeded its time limit. */
export function timeoutError(seconds: number): GitError {
  return new GitError('timeout', `git took longer than ${seconds} seconds.`)
}

function commandOf(args: readonly string[]): string {
  return args.find((arg, at) => !arg.startsWith('-') && args[at - 1] !== '-c') ?? ''
}
