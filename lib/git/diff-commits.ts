import { gitSetting } from './git-setting'
import type { Mirror, Oid } from './mirror'
import {
  type ChangedFile,
  type LineCounts,
  parseChangedFiles,
  parseLineCounts,
} from './parse-changed-files'
import { type PatchHunk, parsePatch } from './parse-patch'
import { readGit } from './run-git'

export type CommitPair = { readonly from: Oid; readonly to: Oid }

/** Some 100,000 files. */
const MAX_LIST_BYTES = 16 * 1024 * 1024
const MAX_PATCH_BYTES = 8 * 1024 * 1024
const SECONDS = 5

/**
 * No settings or attributes of the repository count: the tree of attributes is the empty one. No program of a driver is
 * run, and no submodule is entered.
 */
const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904'

/** Renamed files: `alike`, also those that changed, which reads the contents; `equal`, or `none`. */
export type Renames = 'alike' | 'equal' | 'none'

const RENAMES = {
  alike: ['-M50%', '-l200'],
  equal: ['-M100%'],
  none: ['--no-renames'],
} satisfies Record<Renames, readonly string[]>

/** All files that differ between two commits. Reads no content but for `alike`. Throws GitError. */
export async function listChangedFiles(
  mirror: Mirror,
  pair: CommitPair,
  renames: Renames,
): Promise<readonly ChangedFile[]> {
  return parseChangedFiles(
    await runDiff(mirror, pair, {
      flags: ['--raw', '-z', '--no-abbrev', ...RENAMES[renames]],
      ...{ paths: [], maxStdoutBytes: MAX_LIST_BYTES },
    }),
  )
}

export type DiffPaths = { readonly renames: Renames; readonly paths: readonly string[] }

/** Added and removed lines of these files, by their new path. The mirror must have their contents. Throws GitError. */
export async function countLines(
  mirror: Mirror,
  pair: CommitPair,
  { renames, paths }: DiffPaths,
): Promise<ReadonlyMap<string, LineCounts>> {
  return parseLineCounts(
    await runDiff(mirror, pair, {
      flags: ['--numstat', '-z', ...RENAMES[renames]],
      ...{ paths, maxStdoutBytes: MAX_LIST_BYTES },
    }),
  )
}

/** The lines that differ in these files, by `patchKey`. The mirror must have their contents. Throws GitError. */
export async function readPatch(
  mirror: Mirror,
  pair: CommitPair,
  { renames, paths }: DiffPaths,
): Promise<ReadonlyMap<string, readonly PatchHunk[]>> {
  const output = await runDiff(mirror, pair, {
    flags: ['--patch', '--unified=3', '--full-index', '--no-color', ...RENAMES[renames]],
    ...{ paths, maxStdoutBytes: MAX_PATCH_BYTES },
  })
  return parsePatch(output.toString())
}

type DiffRun = {
  readonly flags: readonly string[]
  /** Empty: all. */
  readonly paths: readonly string[]
  readonly maxStdoutBytes: number
}

async function runDiff(
  mirror: Mirror,
  { from, to }: CommitPair,
  { flags, paths, maxStdoutBytes }: DiffRun,
): Promise<Buffer> {
  return await readGit({
    args: [
      `--git-dir=${mirror.dir}`,
      ...['--literal-pathspecs', '-c', `attr.tree=${EMPTY_TREE}`],
      ...['diff-tree', '-r', '--no-ext-diff', '--no-textconv', '--submodule=short', ...flags],
      ...[from, to, '--', ...paths],
    ],
    ...gitSetting(mirror, 'read'),
    seconds: SECONDS,
    maxStdoutBytes,
  })
}
