import { getOrCreate } from '@/lib/runtime'
import { GitError } from './git-error'
import { gitSetting } from './git-setting'
import type { Mirror } from './mirror'
import type { RefList } from './parse-ref-list'
import { runGit } from './run-git'
import { createSharedRuns, type SharedRuns } from './shared-runs'
import { withSmartProtocol } from './smart-protocol'

const runs: SharedRuns<RefList> = getOrCreate('git.ref-lists', () => createSharedRuns<RefList>())

/**
 * Keeps git from looking for a repository around the folder in which the server was started. Otherwise the settings of
 * that repository (another address, other headers, a proxy) would apply.
 */
const NO_REPOSITORY = '/dev/null'

/**
 * Lists the branches, tags and HEAD of the remote. One request per remote runs at a time. The result is never older
 * than the call: callers that arrive during a request share the next one. Throws `too-large` when the list is longer
 * than `limits.listBytes`.
 */
export function fetchRefList(mirror: Mirror, signal?: AbortSignal): Promise<RefList> {
  const fetch = (begun: () => void, shared: AbortSignal) => runLsRemote(mirror, begun, shared)
  return runs.join(JSON.stringify(mirror), fetch, signal)
}

/** Uses spawn and not simple-git, which decodes names as UTF-8. */
async function runLsRemote(
  mirror: Mirror,
  begun: () => void,
  signal: AbortSignal,
): Promise<RefList> {
  const chunks: Buffer[] = []
  const { limits, remote } = mirror
  try {
    await withSmartProtocol(mirror, gitSetting(mirror, 'network'), (setting) =>
      runGit({
        args: ['ls-remote', '--symref', '--', remote.url],
        ...setting,
        env: { ...setting.env, GIT_DIR: NO_REPOSITORY },
        onBegin: begun,
        onStdout: (chunk) => chunks.push(chunk),
        seconds: limits.listSeconds,
        maxStdoutBytes: limits.listBytes,
        signal,
      }),
    )
  } catch (error) {
    if (!(error instanceof GitError && error.code === 'output-limit')) throw error
    const allowed = limits.listBytes.toLocaleString('en-US')
    throw new GitError('too-large', `The remote's list of refs is longer than ${allowed} bytes.`)
  }
  return chunks
}
