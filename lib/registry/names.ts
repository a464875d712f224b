import { LIMITS } from '@/lib/repo-data/limits'

declare const brand: unique symbol

type Branded<Name extends string> = string & { readonly [brand]: Name }

/** `name` or `dir:name`, as people write it. */
export type ArtifactName = Branded<'ArtifactName'>
/** `v` and a SemVer version, `v1.2.0-rc.1`. */
export type VersionName = Branded<'VersionName'>
export type StageName = Branded<'StageName'>
/** 40 lower-case hex digits. */
export type CommitSha = Branded<'CommitSha'>

/** Regular expression sources of GTO's grammar (`gto/constants.py`), ASCII digits only. */
export const SEGMENT = '[A-Za-z0-9](?:[A-Za-z0-9/_-]*[A-Za-z0-9])?'
export const DIRECTORY = '[A-Za-z0-9_./-]+'
const NUMBER = '(?:0|[1-9][0-9]*)'
const PRERELEASE = '(?:0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*)'
const BUILD = '[0-9A-Za-z-]+'
export const VERSION =
  `v${NUMBER}\\.${NUMBER}\\.${NUMBER}(?:-${PRERELEASE}(?:\\.${PRERELEASE})*)?` +
  `(?:\\+${BUILD}(?:\\.${BUILD})*)?`

const FULL_NAME = new RegExp(`^(?:${DIRECTORY}:)?${SEGMENT}$`)
const NAME = new RegExp(`^${SEGMENT}$`)
const VERSION_NAME = new RegExp(`^${VERSION}$`)
const SHA = /^[0-9a-f]{40}$/

/** The grammar takes ASCII alone, so that units are bytes. */
function isShort(text: string): boolean {
  return text.length <= LIMITS.nameBytes
}

/** The artifact that the text names, or null when GTO would refuse the name or it is longer than 255 bytes. */
export function parseArtifactName(text: string): ArtifactName | null {
  return isShort(text) && FULL_NAME.test(text) ? (text as ArtifactName) : null
}

/** GTO's rule for names without a directory: stages, and keys of annotation files. */
export function parseStageName(text: string): StageName | null {
  return isShort(text) && NAME.test(text) ? (text as StageName) : null
}

/** A version name with its leading `v`, or null. */
export function parseVersionName(text: string): VersionName | null {
  return isShort(text) && VERSION_NAME.test(text) ? (text as VersionName) : null
}

export function parseCommitSha(text: string): CommitSha | null {
  return SHA.test(text) ? (text as CommitSha) : null
}

/** The two parts of `dir:name`; `directory` is empty for a name without one. */
export function splitArtifactName(name: ArtifactName): { directory: string; id: string } {
  const colon = name.indexOf(':')
  return { directory: colon < 0 ? '' : name.slice(0, colon), id: name.slice(colon + 1) }
}
