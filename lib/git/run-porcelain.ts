import { simpleGit } from 'simple-git'
import { classifyFailure, killed } from './classify-failure'
import { GitError, stopped } from './git-error'
import { noProgram } from './git-process'
import type { GitSetting } from './git-setting'
import { withSlots } from './git-slots'
import { formatKilobytes, GROUP_GUARD, NO_PROGRAM } from './limited-git'
import { createProgressParser, type PackProgress } from './parse-progress'

const MAX_OUTPUT_BYTES = 64 * 1024 * 1024 // a line for each changed ref
/** The end of stderr, which contains the reason of a failure. */
const STDERR_BYTES = 1024 ** 2

export type PorcelainRun = GitSetting & {
  /** The command first. External values come after `--`. */
  readonly args: readonly string[]
  /** Any existing directory. The repository is given by `--git-dir` or GIT_DIR. */
  readonly cwd: string
  readonly seconds: number
  /** The longest time without output of git. */
  readonly idleSeconds: number
  readonly onProgress: (progress: PackProgress) => void
  /** What git prints, also when it fails. */
  readonly onStdout?: (chunk: Buffer) => unknown
  readonly onStderr?: (chunk: Buffer) => unknown
  readonly signal: AbortSignal
}

/**
 * Runs a network command of git with progress, through simple-git, when a slot is free. As runGit, it resolves only on
 * exit code 0, and leaves no process of git's group.
 */
export async function runPorcelain(run: PorcelainRun): Promise<void> {
  await withSlots(run.connection, run.signal, () => runNow(run))
}

async function runNow(run: PorcelainRun): Promise<void> {
  let exit: { readonly code: number | null; readonly stderr: string } | null = null
  const limit = new AbortController()
  const timer = setTimeout(() => {
    limit.abort(new GitError('timeout', `git took longer than ${run.seconds} seconds.`))
  }, run.seconds * 1000)
  const signal = AbortSignal.any([run.signal, limit.signal])
  if (signal.aborted) throw stopReason(signal)
  const git = simpleGit({
    baseDir: run.cwd,
    binary: ['/bin/sh', '-c'],
    allowEnvironment: Object.keys(run.env),
    // Allowed, because only this folder sets the environment and the flags. They contain no input of users.
    unsafe: {
      allowUnsafeCustomBinary: true,
      allowUnsafeConfigPaths: true,
      allowUnsafeConfigEnvCount: true,
      allowUnsafeSshCommand: true,
      allowUnsafeAskPass: true,
      allowUnsafeHooksPath: true,
      allowUnsafeFsMonitor: true,
      allowUnsafeCredentialHelper: true,
      allowUnsafeProtocolOverride: true,
      allowUnsafeGpgProgram: true,
      allowUnsafeTemplateDir: true,
    },
    abort: signal,
    timeout: { block: run.idleSeconds * 1000 },
    // Without this hook simple-git treats a killed git, and a failed git without output, as success.
    errors: (error, result) => {
      const stderr = Buffer.concat(result.stdErr).subarray(-STDERR_BYTES).toString('utf8')
      exit = { code: result.exitCode, stderr }
      return error ?? (result.exitCode === 0 ? undefined : Buffer.from('failed'))
    },
  })
  const readProgress = createProgressParser(run.onProgress)
  git.outputHandler((_command, stdout, stderr) => {
    let bytes = 0
    const count = (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes > MAX_OUTPUT_BYTES)
        limit.abort(new GitError('output-limit', 'git printed too much.'))
    }
    stdout.on('data', count)
    stderr.on('data', count)
    stderr.on('data', readProgress)
    if (run.onStdout) stdout.on('data', run.onStdout)
    if (run.onStderr) stderr.on('data', run.onStderr)
  })
  try {
    await git.env(run.env).raw([GROUP_GUARD, formatKilobytes(run.addressBytes), ...run.args])
  } catch (error) {
    throw failure(run, signal, exit, error)
  } finally {
    clearTimeout(timer)
  }
}

function failure(
  run: PorcelainRun,
  signal: AbortSignal,
  exit: { readonly code: number | null; readonly stderr: string } | null,
  error: unknown,
): unknown {
  if (signal.aborted) return stopReason(signal)
  if (isIdleTimeout(error)) {
    return new GitError('timeout', `The server sent nothing for ${run.idleSeconds} seconds.`)
  }
  if (exit === null) return error
  if (exit.code === null) return killed(exit.stderr)
  if (exit.code === NO_PROGRAM) return noProgram()
  return classifyFailure(run.args[0] ?? '', exit.stderr, run.credentials)
}

function stopReason(signal: AbortSignal): GitError {
  const { reason } = signal
  return reason instanceof GitError ? reason : stopped()
}

function isIdleTimeout(error: unknown): boolean {
  return error instanceof Error && 'plugin' in error && error.plugin === 'timeout'
}
