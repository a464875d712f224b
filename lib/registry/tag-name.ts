import { LIMITS } from '@/lib/repo-data/limits'
import {
  type ArtifactName,
  DIRECTORY,
  parseArtifactName,
  parseStageName,
  parseVersionName,
  SEGMENT,
  type StageName,
  VERSION,
  type VersionName,
} from './names'

/**
 * A parsed tag name. `creation` is GTO's `@created`, which matches its grammar and has no effect. A counter above
 * 2^53-1 is stored as 2^53-1.
 */
export type ParsedTagName = { readonly artifact: ArtifactName; readonly counter: number | null } & (
  | { readonly kind: 'registration' | 'deregistration'; readonly version: VersionName }
  | { readonly kind: 'assignment' | 'unassignment'; readonly stage: StageName }
  | { readonly kind: 'deprecation' | 'creation' }
)

export type Shortcut = { readonly artifact: ArtifactName } & (
  | { readonly kind: 'stage'; readonly stage: StageName }
  | { readonly kind: 'version'; readonly version: VersionName }
  | { readonly kind: 'latest' }
)

const TAG = new RegExp(
  `^((?:${DIRECTORY}=)?${SEGMENT})` +
    `(?:#(${SEGMENT})(!?)|@(${VERSION})(!?)|@(deprecated|created))(?:#([0-9]+))?$`,
)
const SHORTCUT = new RegExp(
  `^((?:${DIRECTORY}:)?${SEGMENT})(?:#(${SEGMENT})|@(latest|greatest|${VERSION}))$`,
)

/** Reads a tag's name by GTO's grammar; null when it is no registry tag, or longer than 255 bytes. */
export function parseTagName(text: string): ParsedTagName | null {
  if (text.length > LIMITS.nameBytes) return null
  const match = TAG.exec(text)
  if (match === null) return null
  const [, name = '', stageText, stageCancel, versionText, versionCancel, life, digits] = match
  const artifact = parseArtifactName(name.replace('=', ':'))
  if (artifact === null) return null
  const counter = digits === undefined ? null : parseCounter(digits)
  const stage = stageText === undefined ? null : parseStageName(stageText)
  if (stage !== null) {
    return { kind: stageCancel === '!' ? 'unassignment' : 'assignment', artifact, stage, counter }
  }
  const version = versionText === undefined ? null : parseVersionName(versionText)
  if (version !== null) {
    const kind = versionCancel === '!' ? 'deregistration' : 'registration'
    return { kind, artifact, version, counter }
  }
  return { kind: life === 'created' ? 'creation' : 'deprecation', artifact, counter }
}

/** The tag's name, without leading zeros in the counter. Inverse of `parseTagName`. */
export function formatTagName(parsed: ParsedTagName): string {
  const counter = parsed.counter === null ? '' : `#${parsed.counter}`
  return `${parsed.artifact.replace(':', '=')}${formatAction(parsed)}${counter}`
}

/** Reads `name#stage`, `name@v1.0.0`, `name@latest` as people write it; null when it is none. */
export function parseShortcut(text: string): Shortcut | null {
  if (text.length > LIMITS.nameBytes) return null
  const match = SHORTCUT.exec(text)
  if (match === null) return null
  const [, name = '', stageText, versionText = ''] = match
  const artifact = parseArtifactName(name)
  if (artifact === null) return null
  const stage = stageText === undefined ? null : parseStageName(stageText)
  if (stage !== null) return { kind: 'stage', artifact, stage }
  const version = parseVersionName(versionText)
  return version === null ? { kind: 'latest', artifact } : { kind: 'version', artifact, version }
}

function formatAction(parsed: ParsedTagName): string {
  switch (parsed.kind) {
    case 'registration':
      return `@${parsed.version}`
    case 'deregistration':
      return `@${parsed.version}!`
    case 'assignment':
      return `#${parsed.stage}`
    case 'unassignment':
      return `#${parsed.stage}!`
    case 'deprecation':
      return '@deprecated'
    case 'creation':
      return '@created'
  }
}

function parseCounter(digits: string): number {
  return Math.min(Number(digits), Number.MAX_SAFE_INTEGER)
}
