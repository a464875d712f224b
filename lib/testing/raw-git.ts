import { spawn } from 'node:child_process'
import { createReadStream } from 'node:fs'
import { createTempDir } from './temp-dir'

export type RawGitInput = string | Buffer | { readonly file: string }

/**
 * Runs git for a test's set-up, with no configuration but the repository's own; resolves to
 * stdout, throws on failure.
 */
export async function rawGit(
  dir: string,
  args: readonly string[],
  input?: RawGitInput,
): Promise<Buffer> {
  const child = spawn('git', ['-C', dir, ...args], { env: rawGitEnv(), stdio: 'pipe' })
  const stdout: Buffer[] = []
  const stderr: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk))
  child.stdin.on('error', () => {}) // git may end before it has read everything; its exit code tells
  if (typeof input === 'object' && 'file' in input) createReadStream(input.file).pipe(child.stdin)
  else child.stdin.end(input ?? '')
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  if (code !== 0) throw new Error(`git ${args.join(' ')}: ${code}: ${Buffer.concat(stderr)}`)
  return Buffer.concat(stdout)
}

let home: string | null = null

/**
 * The whole environment of git in test set-up: fixed identity and time zone, no user or system
 * configuration.
 */
export function rawGitEnv(): NodeJS.ProcessEnv {
  home ??= createTempDir('home')
  return {
    NODE_ENV: 'test',
    PATH: process.env.PATH,
    HOME: home,
    LC_ALL: 'C',
    TZ: 'UTC',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_AUTHOR_NAME: 'Ada Example',
    GIT_AUTHOR_EMAIL: 'ada@example.com',
    GIT_COMMITTER_NAME: 'Ada Example',
    GIT_COMMITTER_EMAIL: 'ada@example.com',
    GIT_AUTHOR_DATE: '1767225600 +0000',
    GIT_COMMITTER_DATE: '1767225600 +0000',
  }
}
