import { randomUUID } from 'node:crypto'
import { readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { NOT_GIT } from './failure-rules'
import { GitError } from './git-error'
import type { GitSetting } from './git-setting'
import type { Mirror } from './mirror'

/**
 * Runs git for a remote and throws `unreachable` when an HTTP server did not speak Git's smart protocol. git itself
 * then takes any answer for the "dumb" protocol, a listing of files: an empty page, or a page of HTML without a line
 * feed, is a repository without refs to it. It notes the protocol that it agreed on with a server in its trace.
 */
export async function withSmartProtocol<Value>(
  mirror: Mirror,
  setting: GitSetting,
  run: (setting: GitSetting) => Promise<Value>,
): Promise<Value> {
  const { kind } = mirror.remote
  if (kind !== 'http' && kind !== 'https') return await run(setting)
  const trace = path.resolve(mirror.home, 'tmp', `trace-${randomUUID()}`)
  try {
    const value = await run({ ...setting, env: { ...setting.env, GIT_TRACE2_EVENT: trace } })
    if (!isSmart(trace)) throw new GitError('unreachable', NOT_GIT)
    return value
  } finally {
    rmSync(trace, { force: true })
  }
}

function isSmart(trace: string): boolean {
  const lines = readFileSync(trace, 'utf8').split('\n')
  return lines.some((line) => line.includes('"key":"negotiated-version"'))
}
