import { existsSync } from 'node:fs'
import type { RepoConfig } from '@/lib/config/config'
import { countLines, listChangedFiles, readPatch } from '@/lib/git/diff-commits'
import { GitError } from '@/lib/git/git-error'
import { listCommitsBetween } from '@/lib/git/list-commits-between'
import type { Mirror, Oid } from '@/lib/git/mirror'
import { openObjects } from '@/lib/git/open-objects'
import type { ChangedFile } from '@/lib/git/parse-changed-files'
import { patchKey } from '@/lib/git/parse-patch'
import { MAX_SECONDS } from '@/lib/repo-data/limits'
import { READ_LIMITS, type SyncContext } from '@/lib/sync/context'
import { openRepoMirror } from '@/lib/sync/open-repo-mirror'
import type { CodeDiff, DiffedFile, NoLines } from '@/lib/views/code-diff'
import { buildDiffedFile, MAX_BLOB_BYTES } from './build-diffed-file'
import { chooseFiles, type WantedPaths } from './choose-files'
import { fitFiles, foldFiles } from './fit-files'
import { findLanguage } from './highlight/languages'
import { markHunks } from './highlight/mark-hunks'

/** What may differ, and how much of it is read. */
export type WantedDiff = {
  readonly repo: string
  readonly from: Oid
  readonly to: Oid
  readonly paths: WantedPaths
  /** The files whose commits are listed; null: all. */
  readonly traced: WantedPaths
  /** The one file whose lines are wanted; null: those of all that are not large. */
  readonly file: string | null
}

const MAX_FILES = 300
/** Removed times added files whose contents are compared to find renamed ones, and the bytes of them. */
const MAX_PAIRS = 40_000
const MAX_PAIR_BYTES = 16 * 1024 * 1024
/** Characters of both paths of a file: git gets those of all files as arguments. */
const MAX_PATHS = 2_000
/** What a highlighting of one diff may take. */
const HIGHLIGHT_LIMITS = { cpuSeconds: 8, wallSeconds: 30 }

/**
 * What differs between the files of two commits: read by git plumbing within limits, and highlighted. Null where the
 * mirror lacks a commit. `plain` leaves out the highlighting. Runs in a worker process. Throws GitError.
 */
export async function readCodeDiff(
  sync: SyncContext,
  repo: RepoConfig,
  wanted: WantedDiff & { readonly look: 'highlighted' | 'plain' },
): Promise<CodeDiff | null> {
  const mirror = await openRepoMirror(sync.config, repo)
  if (!existsSync(`${mirror.dir}/HEAD`)) return null
  const read = await sync.withReadLock({ refs: null, limits: READ_LIMITS }, () =>
    readFrom(mirror, wanted),
  )
  if (read === null || wanted.look === 'plain') return read?.diff ?? null
  return await sync.withReadLock({ refs: null, limits: HIGHLIGHT_LIMITS }, async () => ({
    ...read.diff,
    files: await markHunks(read.diff.files, read.contents),
  }))
}

type Read = {
  readonly diff: CodeDiff
  /** The contents before and after of what can be highlighted, by path. */
  readonly contents: ReadonlyMap<string, readonly [before: string, after: string]>
}

/** The same from an open mirror, not highlighted. */
export async function readFrom(
  mirror: Mirror,
  { from, to, paths, traced, file }: Omit<WantedDiff, 'repo'>,
): Promise<Read | null> {
  const objects = openObjects(mirror)
  try {
    const ends = await objects.sizes([from, to])
    if ([from, to].some((oid) => ends.get(oid) === 'missing')) return null
    const plain = await listChangedFiles(mirror, { from, to }, 'none')
    const moved = plain.filter(({ status }) => status === 'A' || status === 'D')
    const sizes = await readSizes(objects, moved.slice(0, MAX_PAIRS))
    const renames = canCompare(moved, sizes) ? 'alike' : 'equal'
    const all = moved.length === 0 ? plain : await listChangedFiles(mirror, { from, to }, renames)
    const { chosen, others } = chooseFiles(all, paths)
    const listed = chosen.slice(0, MAX_FILES)
    const read = await readFiles({ mirror, objects }, listed, { from, to, renames, file })
    const commits = file === null ? await readCommits(mirror, { from, to, traced }) : null
    const diff = { files: read.files, total: chosen.length, others, commits }
    return { diff, contents: read.contents }
  } finally {
    await objects.close()
  }
}

const MAX_COMMITS = 20
const MAX_NAMED_FILES = 5

/** Null where git does not tell in time: what differs is told without them. */
async function readCommits(
  mirror: Mirror,
  { from, to, traced }: Pick<WantedDiff, 'from' | 'to' | 'traced'>,
): Promise<CodeDiff['commits']> {
  try {
    const wanted = { paths: traced ?? [], limit: MAX_COMMITS + 1 }
    const found = await listCommitsBetween(mirror, { from, to }, wanted)
    const items = found.slice(0, MAX_COMMITS).map(({ files, committedAt, ...commit }) => ({
      ...commit,
      committedAt: new Date(Math.min(committedAt, MAX_SECONDS) * 1000).toISOString(),
      files: files.slice(0, MAX_NAMED_FILES),
      fileCount: files.length,
    }))
    return { items, hasMore: found.length > MAX_COMMITS }
  } catch (error) {
    if (error instanceof GitError) return null
    throw error
  }
}

type Objects = ReturnType<typeof openObjects>
type Sizes = Awaited<ReturnType<Objects['sizes']>>

/** The ids of the contents of a file: those of a submodule are none. */
function listBlobs({ oldMode, newMode, oldOid, newOid }: ChangedFile): readonly Oid[] {
  return [[oldMode, oldOid] as const, [newMode, newOid] as const].flatMap(([mode, oid]) =>
    mode === '160000' || /^0+$/.test(oid) ? [] : [oid],
  )
}

async function readSizes(objects: Objects, files: readonly ChangedFile[]): Promise<Sizes> {
  return await objects.sizes([...new Set(files.flatMap(listBlobs))])
}

/** Git reads all of them to find renamed files, and fails where one is missing. */
function canCompare(moved: readonly ChangedFile[], sizes: Sizes): boolean {
  const added = moved.filter(({ status }) => status === 'A').length
  if (added * (moved.length - added) > MAX_PAIRS || moved.length > MAX_PAIRS) return false
  let bytes = 0
  for (const size of sizes.values()) {
    if (size === 'missing') return false
    bytes += size.size
  }
  return bytes <= MAX_PAIR_BYTES
}

type Range = Pick<WantedDiff, 'from' | 'to' | 'file'> & { readonly renames: 'alike' | 'equal' }

async function readFiles(
  { mirror, objects }: { readonly mirror: Mirror; readonly objects: Objects },
  listed: readonly ChangedFile[],
  { from, to, renames, file }: Range,
) {
  const sizes = await readSizes(objects, listed)
  const reasons = new Map(listed.map((one) => [one, findObstacle(one, sizes)]))
  const readable = listed.filter((one) => reasons.get(one) === null)
  const counts =
    readable.length === 0
      ? new Map()
      : await countLines(mirror, { from, to }, { renames, paths: listPaths(readable) })
  const open = fitFiles(
    readable.map(({ path }) => ({ path, ...counts.get(path) })),
    file,
  )
  const shown = readable.filter(({ path }) => open.has(path))
  const patches =
    shown.length === 0
      ? new Map()
      : await readPatch(mirror, { from, to }, { renames, paths: listPaths(shown) })
  const files = listed.map((one): DiffedFile => {
    const why = reasons.get(one) ?? (open.has(one.path) ? null : 'closed')
    const hunks = why === null ? (patches.get(patchKey(one)) ?? []) : null
    return buildDiffedFile(one, { why, counts: counts.get(one.path), hunks })
  })
  const folded = file === null ? foldFiles(files) : files
  return { files: folded, contents: await readContents(objects, shown, folded) }
}

/** Why the lines of a file are not compared; null where they are. */
function findObstacle(file: ChangedFile, sizes: Sizes): NoLines | null {
  const { path, oldPath, oldMode, newMode, oldOid, newOid, status, hasPlainPath } = file
  if ([oldMode, newMode].includes('160000') || oldOid === newOid || status === 'T') return 'none'
  if (!hasPlainPath || path.length + oldPath.length > MAX_PATHS) return 'name'
  const blobs = listBlobs(file).map((oid) => sizes.get(oid))
  if (blobs.some((size) => size === undefined || size === 'missing')) return 'missing'
  const isLarge = blobs.some((size) => typeof size === 'object' && size.size > MAX_BLOB_BYTES)
  return isLarge ? 'large' : null
}

function listPaths(files: readonly ChangedFile[]): readonly string[] {
  return [...new Set(files.flatMap(({ path, oldPath }) => [oldPath, path]))]
}

/** Larger ones are not highlighted. */
const MAX_HIGHLIGHTED = 64 * 1024

async function readContents(
  objects: Objects,
  shown: readonly ChangedFile[],
  files: readonly DiffedFile[],
): Promise<Read['contents']> {
  const withLines = new Set(files.flatMap(({ path, hunks }) => (hunks?.length ? [path] : [])))
  const wanted = shown.filter(({ path }) => withLines.has(path) && findLanguage(path) !== null)
  const texts = new Map<Oid, string>()
  await objects.read([...new Set(wanted.flatMap(listBlobs))], (object) => {
    if (object.type !== 'blob' || object.body.length > MAX_HIGHLIGHTED) return
    texts.set(object.oid, object.body.toString())
  })
  const read = (oid: Oid) => texts.get(oid) ?? ''
  return new Map(
    wanted.map(({ path, oldOid, newOid }) => [path, [read(oldOid), read(newOid)] as const]),
  )
}
