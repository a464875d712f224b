import { parseVersionName, type VersionName } from '../names'
import type { Bump } from './command'

/** The version with one number raised, without prerelease and build: v1.2.3-rc.1 by a minor step is v1.3.0. */
export function bumpVersion(version: VersionName, bump: Bump): VersionName {
  const [core = ''] = version.slice(1).split(/[-+]/, 1)
  const [major = 0n, minor = 0n, patch = 0n] = core.split('.').map(BigInt)
  const raised = {
    major: `v${major + 1n}.0.0`,
    minor: `v${major}.${minor + 1n}.0`,
    patch: `v${major}.${minor}.${patch + 1n}`,
  }
  const name = parseVersionName(raised[bump])
  if (name === null) throw new Error(`${version} has no next version`)
  return name
}
