import type { RegistryArtifact, RegistryVersion } from '../artifact'
import { parseVersionName } from '../names'
import { compareVersions } from '../version-order'

/**
 * The version that a new stage tag on this version's commit would be read as meaning instead, or null. A
 * stage tag names a commit alone, and of several versions there the highest active one is meant (D4).
 */
export function findRival(
  artifact: RegistryArtifact,
  version: RegistryVersion,
): RegistryVersion | null {
  const here = artifact.versions.filter((one) => one.commit === version.commit)
  const active = here.filter((one) => one.active)
  const meant = active.length > 0 ? active : here
  if (!meant.includes(version)) return meant[0] ?? null
  return meant.find((other) => other !== version && isAtLeast(other.name, version.name)) ?? null
}

function isAtLeast(name: string, least: string): boolean {
  const [a, b] = [parseVersionName(name), parseVersionName(least)]
  return a !== null && b !== null && compareVersions(a, b) >= 0
}
