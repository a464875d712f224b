import type { GitObject } from '@/lib/git/git-object'
import type { Mirror } from '@/lib/git/mirror'
import { type Objects, openObjects } from '@/lib/git/open-objects'
import { inSlices } from '@/lib/in-slices'
import { formatCount, formatExceeded, LIMITS } from '@/lib/repo-data/limits'
import type { BlobMemory } from './blob-memory'
import { openBudget } from './budget'
import { listFolder } from './list-folder'
import { type IsListed, openTreeLister, type TreeLister } from './list-tree'
import { openTreeMemo, type TreeMemo, type Walk } from './open-tree-memo'
import { parseCommitObject } from './parse-commit-object'
import { type BlobFacts, readBlobs } from './read-blobs'
import type {
  CommitFact,
  FileFact,
  FileForm,
  FileLookup,
  FileProblemCode,
  FileRequest,
  Oid,
  TreeListing,
} from './types'
import type { YamlParser } from './yaml/open-yaml-parser'

/** The contents of a mirror, read on demand. Everything is keyed by object id, so nothing is read twice. */
export type Snapshot = {
  /** The mirror's objects, for reads that the snapshot does not cache. */
  readonly objects: Objects
  /** Commits by object id; what is missing, malformed, too large or no commit is absent. */
  commits(oids: readonly Oid[]): Promise<ReadonlyMap<Oid, CommitFact>>
  /** Reads the whole trees of commits, so that `listed` can tell their files whose names are listed. */
  list(commits: readonly Oid[], isListed: IsListed): Promise<void>
  /** The listed files of a commit's whole tree, up to the limits; none for a commit that `list` has not read. */
  listed(commit: Oid, isListed: IsListed): TreeListing
  /** Paths, sorted, of the files directly in a directory of a commit's tree; empty when there is none. */
  directory(commit: Oid, path: string): Promise<readonly string[]>
  /**
   * Reads files, so that `look` has them. Only directories on the way to them are read. `part` when not all of them
   * may be held together with what was read before: `forget` makes room, and `refuse` gives up.
   */
  files(requests: readonly FileRequest[]): Promise<'all' | 'part'>
  look: FileLookup
  /** Releases directories and files, so that others may be read. */
  forget(): void
  /** Turns the files that were not read into problems, because one artifact has too many. */
  refuse(requests: readonly FileRequest[]): void
  /** Releases everything and ends the git process. Throws GitError when git has reported an error. */
  close(): Promise<void>
}

export type SnapshotOptions = {
  readonly parser: YamlParser
  readonly known: BlobMemory
  readonly signal?: AbortSignal
}

/**
 * The mirror must not be changed while its snapshot is open. All methods throw GitError. One git process reads for all
 * of them; it is started on first use.
 */
export function openSnapshot(mirror: Mirror, options: SnapshotOptions): Snapshot {
  const objects = openObjects(mirror, options.signal)
  const commits = openCommits(objects)
  const trees = openTreeMemo(
    objects,
    openBudget({ held: LIMITS.treesHeldBytes, total: LIMITS.treesBytes }),
  )
  const files = openBudget({ held: LIMITS.filesHeldBytes, total: LIMITS.filesBytes })
  const hashing = openBudget({ held: LIMITS.hashedBytes, total: LIMITS.hashedBytes })
  const blobs: BlobFacts = new Map()
  const paths = new Map<string, readonly string[]>()
  const refused = new Set<string>()
  const listers = new Map<IsListed, TreeLister>()
  options.parser.prepare()

  const walk = ({ commit, path }: FileRequest): PathResult => {
    const fact = commits.find(commit)
    if (fact === undefined) return 'unknown'
    if (typeof fact === 'string') return fact
    const parts = paths.get(path) ?? path.split('/')
    paths.set(path, parts)
    return trees.walk(fact.tree, parts)
  }
  return {
    objects,
    commits: async (oids) => {
      await commits.read(oids)
      const facts = oids.map((oid) => [oid, commits.find(oid)] as const)
      return new Map(
        facts.flatMap(([oid, fact]) => (typeof fact === 'object' ? [[oid, fact] as const] : [])),
      )
    },
    list: async (oids, isListed) => {
      await commits.read(oids)
      const lister = listers.get(isListed) ?? openTreeLister(trees, isListed)
      listers.set(isListed, lister)
      const roots = oids.flatMap((oid) => {
        const fact = commits.find(oid)
        return typeof fact === 'object' ? [fact.tree] : []
      })
      await lister.read(roots)
    },
    listed: (commit, isListed) => {
      const fact = commits.find(commit)
      const lister = listers.get(isListed)
      if (typeof fact !== 'object' || lister === undefined) return NOTHING_LISTED
      return lister.list(fact.tree)
    },
    directory: async (commit, path) => {
      await commits.read([commit])
      const request = { commit, path, form: 'stat' } as const
      await readPaths(trees, [request], walk)
      const result = walk(request)
      if (typeof result === 'string' || result.kind !== 'entry') return []
      if (result.entry.kind !== 'directory') return []
      await trees.read([result.entry.oid])
      const found = trees.entries(result.entry.oid).filter(({ kind }) => kind === 'file')
      return found.map(({ name }) => `${path}/${name}`).sort()
    },
    files: async (requests) => {
      await commits.read(requests.map((request) => request.commit))
      const areReached = await readPaths(trees, requests, walk)
      storeFolders(trees, requests, { walk, facts: blobs })
      const wanted = await listBlobs(requests, walk, blobs)
      const source = { mirror, objects, budget: files, hashing, ...options }
      const areRead = await readBlobs(source, wanted, blobs)
      return areReached && areRead ? 'all' : 'part'
    },
    look: (request) => {
      const fact = toFact(request, walk(request), blobs)
      return fact === undefined && refused.has(keyOf(request)) ? tooMany(request) : fact
    },
    forget: () => {
      trees.forget()
      blobs.clear()
      files.free()
      paths.clear()
    },
    refuse: (requests) => {
      for (const request of requests) refused.add(keyOf(request))
    },
    close: async () => {
      blobs.clear()
      options.parser.release()
      await objects.close()
    },
  }
}

const NOTHING_LISTED: TreeListing = {
  all: () => ({ files: new Map(), cut: null }),
  changes: (since) => (since === NOTHING_LISTED ? [] : null),
}

/** Commits by object id. What cannot be read is why, in a word. */
function openCommits(objects: Objects) {
  const commits = new Map<Oid, CommitFact | 'no-commit' | 'large-commit'>()
  const budget = openBudget({ held: LIMITS.commitsBytes, total: LIMITS.commitsBytes })
  return {
    find: (oid: Oid) => commits.get(oid),
    read: async (oids: readonly Oid[]) => {
      const fresh = [...new Set(oids)].filter((oid) => !commits.has(oid))
      const sizes: { readonly oid: Oid; readonly size: number }[] = []
      for (const [oid, object] of await objects.sizes(fresh)) {
        if (object === 'missing' || object.type !== 'commit') commits.set(oid, 'no-commit')
        else sizes.push({ oid, size: object.size })
      }
      // A large commit leaves no room for itself, and takes none from others.
      sizes.sort((a, b) => a.size - b.size)
      const wanted = sizes.filter(({ size }) => budget.take(size) === 'taken')
      for (const { oid } of sizes.slice(wanted.length)) commits.set(oid, 'large-commit')
      await objects.read(
        wanted.map(({ oid }) => oid),
        (object) => commits.set(object.oid, toCommit(object)),
      )
    },
  }
}

/** The facts of a commit. They are read from its start, which has all of them unless the commit was made large on purpose. */
function toCommit(object: GitObject): CommitFact | 'no-commit' {
  if (object.type !== 'commit') return 'no-commit'
  const start = object.body.subarray(0, LIMITS.commitReadBytes)
  return parseCommitObject(object.oid, start, object.size) ?? 'no-commit'
}

function keyOf({ commit, path, form }: FileRequest): string {
  return `${commit} ${form} ${path}`
}

type PathResult = Walk | 'unknown' | 'no-commit' | 'large-commit'
type FollowPath = (request: FileRequest) => PathResult

/** Reads the trees on the way to all requests, one level of all of them at a time. False where they do not fit. */
async function readPaths(
  trees: TreeMemo,
  requests: readonly FileRequest[],
  walk: FollowPath,
): Promise<boolean> {
  let pending = requests
  while (pending.length > 0) {
    const unread = new Set<Oid>()
    const open: FileRequest[] = []
    await inSlices(pending, (request) => {
      const needed = listUnread(trees, request, walk(request))
      for (const tree of needed) unread.add(tree)
      if (needed.length > 0) open.push(request)
    })
    if (!(await trees.read(unread))) return false
    pending = open
  }
  return true
}

function listUnread(trees: TreeMemo, request: FileRequest, result: PathResult): readonly Oid[] {
  if (typeof result === 'string') return []
  if (result.kind === 'unread') return [result.tree]
  const folder = request.form === 'folder' ? findFolder(result) : null
  const listing = folder === null ? null : listFolder(trees, folder)
  return listing?.kind === 'unread' ? listing.trees : []
}

function findFolder(result: PathResult): Oid | null {
  if (typeof result === 'string' || result.kind !== 'entry') return null
  return result.entry.kind === 'directory' ? result.entry.oid : null
}

/** Keeps what folders hold that are read by now. */
function storeFolders(
  trees: TreeMemo,
  requests: readonly FileRequest[],
  { walk, facts }: { readonly walk: FollowPath; readonly facts: BlobFacts },
): void {
  for (const request of requests) {
    if (request.form !== 'folder') continue
    const folder = findFolder(walk(request))
    const known = facts.get('folder') ?? new Map<Oid, FileFact>()
    if (folder === null || known.has(folder)) continue
    const listing = listFolder(trees, folder)
    if (listing.kind === 'folder') facts.set('folder', known.set(folder, listing))
  }
}

async function listBlobs(
  requests: readonly FileRequest[],
  walk: FollowPath,
  facts: BlobFacts,
): Promise<ReadonlyMap<FileForm, ReadonlySet<Oid>>> {
  const wanted = new Map<FileForm, Set<Oid>>()
  await inSlices(requests, (request) => {
    const result = walk(request)
    if (typeof result === 'string' || result.kind !== 'entry' || result.entry.kind !== 'file')
      return
    if (request.form === 'folder' || facts.get(request.form)?.has(result.entry.oid)) return
    const ofForm = wanted.get(request.form) ?? new Set()
    wanted.set(request.form, ofForm.add(result.entry.oid))
  })
  return wanted
}

function toFact(
  { commit, form }: FileRequest,
  result: ReturnType<FollowPath>,
  blobs: BlobFacts,
): FileFact | undefined {
  if (result === 'unknown') return undefined
  if (result === 'no-commit') return unreadable(commit, 'the commit cannot be read')
  if (result === 'large-commit') return tooLarge('commit-too-large', commit, COMMITS_LIMIT)
  if (result.kind === 'unread') return undefined
  if (result.kind === 'unreadable') return unreadable(result.tree, 'a directory cannot be read')
  if (result.kind === 'too-large') {
    const exceeded =
      result.size === null
        ? `all folders together: the limit is ${formatCount(LIMITS.treesBytes)} bytes`
        : formatExceeded(result.size, 'bytes', LIMITS.treeBytes)
    return tooLarge('directory-too-large', result.tree, exceeded)
  }
  if (result.kind === 'absent') return result
  const { kind, oid } = result.entry
  if (form === 'folder')
    return kind === 'directory' ? blobs.get(form)?.get(oid) : { kind: 'absent' }
  if (kind === 'file') return blobs.get(form)?.get(oid)
  if (kind !== 'symlink') return { kind: 'absent' }
  return { kind: 'problem', code: 'file-symlink', oid, line: null, detail: 'a symbolic link' }
}

const COMMITS_LIMIT = `all commits together: the limit is ${formatCount(LIMITS.commitsBytes)} bytes`

function unreadable(oid: Oid, detail: string): FileFact {
  return { kind: 'problem', code: 'file-missing-object', oid, line: null, detail }
}

function tooLarge(code: FileProblemCode, oid: Oid, detail: string): FileFact {
  return { kind: 'problem', code, oid, line: null, detail }
}

function tooMany({ commit }: FileRequest): FileFact {
  const [files, folders] = [LIMITS.filesHeldBytes, LIMITS.treesHeldBytes].map(formatCount)
  const limits = `the limits are ${files} bytes, and ${folders} for the folders on the way`
  return tooLarge('file-too-large', commit, `the files of one artifact: ${limits}`)
}
