const COMMIT = /^[0-9a-f]{40}$/

/** Whether a version is an unregistered commit, named by its id. */
export function isCommitVersion(version: string): boolean {
  return COMMIT.test(version)
}

/** A version as it stands on screen: a SemVer name whole, a commit's id by its first seven digits. */
export function formatVersion(version: string): string {
  return isCommitVersion(version) ? version.slice(0, 7) : version
}
