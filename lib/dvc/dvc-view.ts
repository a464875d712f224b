import { fileNameOf, joinPath, parentDirectory } from '@/lib/repo-data/repo-path'
import type { FileChange, TreeListing } from '@/lib/snapshot/types'
import { CONFIG, type DvcInput, deriveCachedFiles, deriveFile, type RootFile } from './derive-roots'
import { type DvcFile, isUnchanged, type UnreadableFile } from './dvc-cache'
import { DVC_YAML, IGNORE, isDvcFile, LOCK } from './file-names'
import { type DvcFiles, hasSamePaths, indexFiles } from './index-files'

/** What DVC's files say at a commit, in all of its roots. */
export type DvcCommit = {
  readonly files: DvcFiles
  /** The same only while the files say the same. */
  readonly version: number
  /** The `.dvcignore` files that could not be read. */
  readonly unreadable: readonly UnreadableFile[]
}

/** Moves from commit to commit. What it gives is valid until the next move. */
export type DvcView = {
  readonly moveTo: (listing: TreeListing, at: Omit<DvcInput, 'listing'>) => DvcCommit
}

/** The current commit; what two commits have in common stays. */
type State = {
  listing: TreeListing
  readonly input: Pick<DvcInput, 'listing'>
  readonly blobs: Map<string, string>
  readonly cached: RootFile[]
  readonly all: DvcFile[]
  readonly positions: ReadonlyMap<string, number>
  /** Files that are not whole yet, or that are made of more than listed files. */
  readonly watched: Set<number>
  readonly isSettled: boolean
  commit: DvcCommit
}

/** Derives the files of one commit after the other. The cost of a move is that of what changed, but for files that come or go. */
export function openDvcView(): DvcView {
  let state: State | null = null
  let version = 0
  return {
    moveTo: (listing, at) => {
      version += 1
      if (state?.isSettled) {
        const changes = listing === state.listing ? [] : listing.changes(state.listing)
        if (changes !== null && advance(state, changes, { at, version })) {
          state.listing = listing
          return state.commit
        }
      }
      state = openState(listing, at, version)
      return state.commit
    },
  }
}

function openState(listing: TreeListing, at: Omit<DvcInput, 'listing'>, version: number): State {
  const { files: listed, cut } = listing.all()
  const blobs = new Map(listed)
  const input = { listing: { files: blobs, cut } }
  const { files: cached, unreadable, isSettled } = deriveCachedFiles({ ...at, ...input })
  const all = cached.map(({ cached: { file } }) => file)
  const watched = new Set(cached.flatMap((one, position) => (isWatched(one) ? [position] : [])))
  const positions = new Map(all.map(({ path }, position) => [path, position]))
  const commit = { files: indexFiles(all), version, unreadable }
  return {
    ...{ listing, input, blobs, cached: [...cached], all, positions, watched },
    isSettled,
    commit,
  }
}

function isWatched({ cached }: RootFile): boolean {
  return !cached.isWhole || cached.reads.length > 0
}

/** False where files came or went, or which files count may be different: all must be derived. */
function advance(
  state: State,
  changes: readonly FileChange[],
  { at, version }: { readonly at: Omit<DvcInput, 'listing'>; readonly version: number },
): boolean {
  const changed = findChanged(state, changes)
  if (changed === null) return false
  for (const position of new Set([...changed, ...state.watched])) {
    const before = state.cached[position]
    if (before === undefined) return false
    const { cached, root } = before
    const isKept = !changed.has(position) && cached.isWhole && isUnchanged(cached, at.files)
    const now = isKept ? cached : deriveFile(cached.file.path, root, { ...at, ...state.input })
    if (now === cached) continue
    if (!hasSamePaths(cached.file, now.file)) return false
    const after = { root, cached: now }
    state.cached[position] = after
    state.all[position] = now.file
    if (isWatched(after)) state.watched.add(position)
    else state.watched.delete(position)
    state.commit = { ...state.commit, version }
  }
  return true
}

/** The positions of the files that a change can matter to. */
function findChanged(
  { blobs, positions }: State,
  changes: readonly FileChange[],
): ReadonlySet<number> | null {
  const changed = new Set<number>()
  for (const [path, id] of changes) {
    const name = fileNameOf(path)
    if (CONFIG.test(path) || name === IGNORE) return null
    if (isDvcFile(name) && (id === null || !blobs.has(path))) return null
    if (id === null) blobs.delete(path)
    else blobs.set(path, id)
    const file = name === LOCK ? joinPath(parentDirectory(path), DVC_YAML) : path
    const position = positions.get(file)
    if (position !== undefined) changed.add(position)
  }
  return changed
}
