const COMMIT = /^[0-9a-f]{40}$/

/** Whether a version is an unregistered commit, named by its id. */
export function isCommitVersion(version: string): boolean {
  return COMMIT.test(version)
}

/** A version on screen: a SemVer name in full, a commit id with seven digits. */
export function formatVersion(version: string): string {
  return isCommitVersion(version) ? version.slice(0, 7) : version
}
