import type { RegistryArtifact, RegistryVersion } from '../artifact'
import { parseVersionName } from '../names'
import { compareVersions } from '../version-order'

/**
 * The other version that a new stage tag on this version's commit would refer to, or null. A stage tag names only a
 * commit, and of several versions there it refers to the highest active one (D4).
 */
export function findAmbiguousVersion(
  artifact: RegistryArtifact,
  version: RegistryVersion,
): RegistryVersion | null {
  const here = artifact.versions.filter((one) => one.commit === version.commit)
  const active = here.filter((one) => one.active)
  const candidates = active.length > 0 ? active : here
  if (!candidates.includes(version)) return candidates[0] ?? null
  return (
    candidates.find((other) => other !== version && isAtLeast(other.name, version.name)) ?? null
  )
}

function isAtLeast(name: string, least: string): boolean {
  const [a, b] = [parseVersionName(name), parseVersionName(least)]
  return a !== null && b !== null && compareVersions(a, b) >= 0
}
