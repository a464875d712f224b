import semver, { type SemVer } from 'semver'
import type { VersionName } from './names'

/** A version name made ready for many comparisons. */
export type VersionKey = { readonly name: VersionName; readonly parsed: SemVer | null }

/** The `semver` package counts in doubles and refuses long versions: these go the exact way. */
const BEYOND_SEMVER = /[0-9]{16}/
const MAX_SEMVER_LENGTH = 200

export function versionKey(name: VersionName): VersionKey {
  const beyond = name.length > MAX_SEMVER_LENGTH || BEYOND_SEMVER.test(name)
  return { name, parsed: beyond ? null : semver.parse(name.slice(1)) }
}

/** SemVer 2.0.0 precedence, exact for numbers of any length; 0 when only build metadata differ. */
export function compareVersionKeys(a: VersionKey, b: VersionKey): number {
  if (a.parsed !== null && b.parsed !== null) return a.parsed.compare(b.parsed)
  return compareExactly(splitVersion(a.name), splitVersion(b.name))
}

export function compareVersions(a: VersionName, b: VersionName): number {
  return compareVersionKeys(versionKey(a), versionKey(b))
}

type Parts = { readonly core: readonly string[]; readonly prerelease: readonly string[] }

function splitVersion(name: VersionName): Parts {
  const [precedence = ''] = name.slice(1).split('+', 1)
  const dash = precedence.indexOf('-')
  if (dash < 0) return { core: precedence.split('.'), prerelease: [] }
  return {
    core: precedence.slice(0, dash).split('.'),
    prerelease: precedence.slice(dash + 1).split('.'),
  }
}

function compareExactly(a: Parts, b: Parts): number {
  const core = compareLists(a.core, b.core)
  if (core !== 0) return core
  if (a.prerelease.length === 0 || b.prerelease.length === 0) {
    return Math.sign(b.prerelease.length - a.prerelease.length)
  }
  return compareLists(a.prerelease, b.prerelease)
}

function compareLists(a: readonly string[], b: readonly string[]): number {
  for (const [index, left] of a.entries()) {
    const right = b[index]
    if (right === undefined) return 1
    const order = compareIdentifiers(left, right)
    if (order !== 0) return order
  }
  return a.length === b.length ? 0 : -1
}

function compareIdentifiers(a: string, b: string): number {
  const numeric = /^[0-9]+$/
  const left = numeric.test(a)
  const right = numeric.test(b)
  if (left !== right) return left ? -1 : 1
  if (left && a.length !== b.length) return a.length < b.length ? -1 : 1
  return a === b ? 0 : a < b ? -1 : 1
}
