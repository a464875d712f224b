import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { GitError } from './git-error'
import type { GitSetting } from './git-setting'
import { formatKilobytes, LIMITED_GIT, NO_PROGRAM, WATCHED_GIT } from './limited-git'

const GRACE_MS = 5000
const STDERR_BYTES = 64 * 1024

export type GitEnd = { readonly code: number | null; readonly signal: NodeJS.Signals | null }

export type GitProcess = {
  readonly stdin: ChildProcessWithoutNullStreams['stdin']
  readonly stdout: ChildProcessWithoutNullStreams['stdout']
  /** The last 64 KB that git has printed on stderr. */
  stderr(): string
  /** Ends the whole process group: SIGTERM lets git remove its lock files, SIGKILL follows five seconds later. */
  end(): void
  /** Settles when the whole process group has ended. Rejects with a GitError when git could not be started. */
  readonly ended: Promise<GitEnd>
}

/** Starts git in its own process group, because its helpers (ssh, git-remote-https, index-pack) must end with it. */
export function startGit(
  args: readonly string[],
  { env, addressBytes, connection }: GitSetting,
): GitProcess {
  const isWatched = connection !== null
  const script = isWatched ? WATCHED_GIT : LIMITED_GIT
  const child = spawn('/bin/sh', ['-c', script, formatKilobytes(addressBytes), ...args], {
    env,
    detached: true,
    stdio: isWatched ? ['pipe', 'pipe', 'pipe', 'pipe'] : 'pipe',
  })
  let stderr = ''
  child.stderr.on('data', (chunk: Buffer) => {
    stderr = (stderr + chunk.toString('utf8')).slice(-STDERR_BYTES)
  })
  child.stdin.on('error', () => {}) // git may end before it has read all input; its exit code reports why
  const signalGroup = (signal: NodeJS.Signals) => {
    if (child.pid === undefined) return
    try {
      process.kill(-child.pid, signal)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
    }
  }
  const ended = new Promise<GitEnd>((resolve, reject) => {
    // Helpers of a failed git would hold the pipes open, and the `close` event would not come.
    child.once('exit', (code) => {
      if (isWatched || code !== 0) signalGroup('SIGKILL')
    })
    child.once('error', () => reject(noProgram()))
    child.once('close', (code, signal) =>
      code === NO_PROGRAM ? reject(noProgram()) : resolve({ code, signal }),
    )
  })
  let isEnding = false
  const end = () => {
    if (isEnding) return
    isEnding = true
    signalGroup('SIGTERM')
    const timer = setTimeout(() => signalGroup('SIGKILL'), GRACE_MS)
    child.once('close', () => clearTimeout(timer))
  }
  return { stdin: child.stdin, stdout: child.stdout, stderr: () => stderr, end, ended }
}

/** The error of a machine where git is not installed. */
export function noProgram(): GitError {
  return new GitError('git-failed', 'The program git cannot be started.')
}

/** Writes piece by piece, as git reads. */
export function writePieces(stdin: GitProcess['stdin'], pieces: Iterator<string>): Promise<void> {
  return new Promise((resolve) => {
    const next = () => {
      for (;;) {
        const piece = pieces.next()
        if (piece.done) return resolve()
        if (!stdin.write(piece.value)) return void stdin.once('drain', next)
      }
    }
    next()
  })
}
