import { type GitUse, gitEnv } from './git-env'
import { type Connection, hostOf } from './git-slots'
import type { Mirror } from './mirror'
import type { Credentials } from './remote-url'

/** The settings of a git process besides its arguments. */
export type GitSetting = {
  readonly env: NodeJS.ProcessEnv
  /** Redacted from errors. */
  readonly credentials: Credentials | null
  /** Null when it needs no network. */
  readonly connection: Connection | null
  /** How much memory each process of its group may have, shared and mapped memory included. */
  readonly addressBytes: number
}

/** The settings of git for a mirror. */
export function gitSetting(
  mirror: Mirror,
  use: GitUse,
  kind: Connection['kind'] = 'request',
): GitSetting {
  const { remote, limits } = mirror
  // A push into a local repository runs its hooks, which are programs of all kinds.
  const runsHooks = use === 'push' && remote.kind === 'file'
  const addressBytes = runsHooks ? Number.POSITIVE_INFINITY : limits.addressBytes
  const setting = { env: gitEnv(mirror, use), addressBytes }
  if (use === 'read') return { ...setting, credentials: null, connection: null }
  return {
    ...setting,
    credentials: remote.credentials,
    connection: { host: hostOf(remote), kind },
  }
}
