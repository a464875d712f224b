const KIB = 1024
const MIB = 1024 * KIB

/** The end of year 9999 in Unix seconds, which is as far as Git itself writes dates. */
export const MAX_SECONDS = 253_402_300_799

/**
 * The limits on the content of one repository. Sizes are bytes of UTF-8 unless the name says otherwise. A limit is
 * enforced where a fact is created, and what exceeds it is a problem that states the limit.
 */
export const LIMITS = {
  /** A path from the root of the repository, or a URL. */
  pathBytes: 4 * KIB,
  pathSegments: 64,
  /** The name of an artifact, version, stage, tag, person, metric or parameter, and of a file in its folder. */
  nameBytes: 255,
  /** A description, or the message of a tag. */
  textBytes: 16 * KIB,
  labelCharacters: 200,
  labels: 100,
  owners: 100,
  /** Other names and addresses of one owner, and entries of `.mailmap`. */
  ownerAliases: 30,
  mailmapEntries: 10_000,
  /** Metrics and parameters of one version: how many, how long a text among them is, and all of them together. */
  values: 1000,
  valueCharacters: 2000,
  valuesBytes: 64 * KIB,
  /** All versions: how many metrics and parameters, and characters of these and of all other texts. */
  allValues: 2_000_000,
  allTextCharacters: 256 * MIB,
  /** Metrics files, and parameter files, that one version is read from. */
  valueFiles: 100,
  /** What the head of one branch declares: files that may do so, bytes of their paths, artifacts. */
  declaringFiles: 50_000,
  declaringPathsBytes: 8 * MIB,
  /** Entries of folders on the way to those files: one folder can have many names. */
  declaringEntries: 500_000,
  models: 10_000,
  /** Names of stages, and of types, in `.gto`; stages with rules in `.signet.yaml`. */
  configuredNames: 100,
  /** People, and checks, of one rule in `.signet.yaml`; branches that all of its rules name. */
  ruleItems: 100,
  ruleBranches: 50,
  /** Versions in stages of one artifact: as many as one answer can name. */
  stageHolders: 500,
  /** CI files of one dry run, and steps for all of them, of which 50 take a microsecond. */
  ciFiles: 200,
  ciSteps: 50_000_000,
  /** Problems of one artifact at one commit, of one artifact, and of what one branch declares. */
  problemsOfFacts: 100,
  problems: 1000,
  /** Of one commit: as many as a merge that a person made ever had. */
  parents: 100,
  /** All commits together, and the first bytes of one commit. The rest of a commit is not read. */
  commitReadBytes: 64 * KIB,
  commitsBytes: 256 * MIB,
  /** One folder; all folders together, and as many of them as are held in memory. */
  treeBytes: 4 * MIB,
  treesBytes: 1024 * MIB,
  treesHeldBytes: 128 * MIB,
  /**
   * One annotation, lock, metrics or parameter file, one in TOML or Python, which no process of their own reads, and one
   * that is read as text (CODEOWNERS); all files together, and as many as are held in memory.
   */
  fileBytes: 8 * MIB,
  codeFileBytes: 1 * MIB,
  textFileBytes: 256 * KIB,
  filesBytes: 1024 * MIB,
  filesHeldBytes: 32 * MIB,
  /** All files together that are read for their hash alone. */
  hashedBytes: 1024 * MIB,
  /** One tag object; all tag objects together. */
  tagBytes: 1 * MIB,
  tagsBytes: 256 * MIB,
  /** The messages of all tags; when they are more, of each of the others this many bytes are kept. */
  messagesBytes: 64 * MIB,
  shortMessageBytes: 200,
} as const

/** The mark at the end of a truncated text. */
const CUT = ' … [cut]'
const CUT_BYTES = Buffer.byteLength(CUT)

/** The text if it fits into `bytes` of UTF-8, else its beginning with the mark. */
export function cutText(text: string, bytes: number): string {
  if (fits(text, bytes)) return text
  const kept = Buffer.from(text.slice(0, bytes)).subarray(0, bytes - CUT_BYTES)
  // In stream mode the decoder waits for the rest of a character that is cut in two.
  return `${new TextDecoder('utf-8', { ignoreBOM: true }).decode(kept, { stream: true })}${CUT}`
}

/** Whether `cutText` cut the text. */
export function isCut(text: string): boolean {
  return text.endsWith(CUT)
}

/** Whether a text is at most so many bytes of UTF-8; takes no longer for a longer text. */
export function fits(text: string, bytes: number): boolean {
  return text.length <= bytes && (text.length * 3 <= bytes || Buffer.byteLength(text) <= bytes)
}

/** The limit that a path exceeds, in words. */
export const PATH_LIMITS = `the limits are ${formatCount(LIMITS.pathBytes)} bytes, ${LIMITS.pathSegments} segments and ${LIMITS.nameBytes} bytes a segment`

/** Whether a path has more bytes or segments than a path may have, or a segment more bytes than a name. */
export function isPathTooLong(path: string, segments: readonly string[]): boolean {
  return (
    segments.length > LIMITS.pathSegments ||
    !fits(path, LIMITS.pathBytes) ||
    segments.some((segment) => !fits(segment, LIMITS.nameBytes))
  )
}

/** A copy of the text. Without it, a part of a text keeps the whole text in memory. */
export function copyText(text: string): string {
  return Buffer.from(text).toString()
}

/** "8,000 bytes (the limit is 4,096)". */
export function formatExceeded(found: number, unit: string, limit: number): string {
  return `${formatCount(found)} ${unit} (the limit is ${formatCount(limit)})`
}

export function formatCount(count: number): string {
  return count.toLocaleString('en-US')
}
