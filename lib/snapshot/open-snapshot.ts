import type { Mirror } from '@/lib/git/mirror'
import { type Objects, openObjects } from '@/lib/git/open-objects'
import { inSlices } from '@/lib/in-slices'
import type { BlobMemory } from './blob-memory'
import { listTree } from './list-tree'
import { openTreeMemo, type TreeMemo, type Walk } from './open-tree-memo'
import { parseCommitObject } from './parse-commit-object'
import { type BlobFacts, readBlobs } from './read-blobs'
import type { CommitFact, FileFact, FileForm, FileLookup, FileRequest, Oid } from './types'
import type { YamlParser } from './yaml/open-yaml-parser'

/** What a mirror holds, read on demand; everything is keyed by object id, so nothing is read twice. */
export type Snapshot = {
  /** The mirror's objects, for what is not remembered here. */
  readonly objects: Objects
  /** Commits by object id; what is missing, malformed or no commit is absent. */
  commits(oids: readonly Oid[]): Promise<ReadonlyMap<Oid, CommitFact>>
  /**
   * Paths, sorted, of the files and symlinks in a commit's whole tree whose base name is in `names`:
   * 64 levels and 50,000 paths at most, no submodules, no directories whose name is not UTF-8.
   */
  list(commit: Oid, names: ReadonlySet<string>): Promise<readonly string[]>
  /** Paths, sorted, of the files directly in a directory of a commit's tree; empty where there is none. */
  directory(commit: Oid, path: string): Promise<readonly string[]>
  /** Reads files, so that `look` has them. Only directories on the way to them are read. */
  files(requests: readonly FileRequest[]): Promise<void>
  look: FileLookup
  /** Forgets everything and ends the git process. Throws GitError where git complained meanwhile. */
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
  const commits = new Map<Oid, CommitFact | null>()
  const objects = openObjects(mirror, options.signal)
  const trees = openTreeMemo(objects)
  const blobs: BlobFacts = new Map()
  const paths = new Map<string, readonly string[]>()
  options.parser.prepare()

  const readCommits = async (oids: readonly Oid[]) => {
    const fresh = [...new Set(oids)].filter((oid) => !commits.has(oid))
    await objects.read(fresh, (object) => {
      const fact = object.type === 'commit' ? parseCommitObject(object.oid, object.body) : null
      commits.set(object.oid, fact)
    })
  }
  const walk = ({ commit, path }: FileRequest): Walk | 'unknown' | 'no-commit' => {
    const fact = commits.get(commit)
    if (fact === undefined) return 'unknown'
    if (fact === null) return 'no-commit'
    const parts = paths.get(path) ?? path.split('/')
    paths.set(path, parts)
    return trees.walk(fact.tree, parts)
  }
  return {
    objects,
    commits: async (oids) => {
      await readCommits(oids)
      const facts = oids.map((oid) => [oid, commits.get(oid)] as const)
      return new Map(facts.flatMap(([oid, fact]) => (fact ? [[oid, fact] as const] : [])))
    },
    list: async (commit, names) => {
      await readCommits([commit])
      const tree = commits.get(commit)?.tree
      return tree === undefined ? [] : listTree(trees, tree, names)
    },
    directory: async (commit, path) => {
      await readCommits([commit])
      const request = { commit, path, form: 'stat' } as const
      await readWays(trees, [request], walk)
      const way = walk(request)
      if (typeof way === 'string' || way.kind !== 'entry') return []
      if (way.entry.kind !== 'directory') return []
      await trees.read([way.entry.oid])
      const files = trees.entries(way.entry.oid).filter(({ kind }) => kind === 'file')
      return files.map(({ name }) => `${path}/${name}`).sort()
    },
    files: async (requests) => {
      await readCommits(requests.map((request) => request.commit))
      await readWays(trees, requests, walk)
      const wanted = await listBlobs(requests, walk, blobs)
      await readBlobs({ mirror, objects, ...options }, wanted, blobs)
    },
    look: (request) => toFact(request, walk(request), blobs),
    close: async () => {
      commits.clear()
      blobs.clear()
      await objects.close()
    },
  }
}

type Follow = (request: FileRequest) => Walk | 'unknown' | 'no-commit'

/** Reads the trees on the way to all requests, one level of all of them at a time. */
async function readWays(
  trees: TreeMemo,
  requests: readonly FileRequest[],
  walk: Follow,
): Promise<void> {
  let pending = requests
  while (pending.length > 0) {
    const unread = new Set<Oid>()
    const open: FileRequest[] = []
    await inSlices(pending, (request) => {
      const way = walk(request)
      if (typeof way === 'string' || way.kind !== 'unread') return
      unread.add(way.tree)
      open.push(request)
    })
    await trees.read(unread)
    pending = open
  }
}

async function listBlobs(
  requests: readonly FileRequest[],
  walk: Follow,
  facts: BlobFacts,
): Promise<ReadonlyMap<FileForm, ReadonlySet<Oid>>> {
  const wanted = new Map<FileForm, Set<Oid>>()
  await inSlices(requests, (request) => {
    const way = walk(request)
    if (typeof way === 'string' || way.kind !== 'entry' || way.entry.kind !== 'file') return
    if (facts.get(request.form)?.has(way.entry.oid)) return
    const ofForm = wanted.get(request.form) ?? new Set()
    wanted.set(request.form, ofForm.add(way.entry.oid))
  })
  return wanted
}

function toFact(
  { commit, form }: FileRequest,
  way: ReturnType<Follow>,
  blobs: BlobFacts,
): FileFact | undefined {
  if (way === 'unknown') return undefined
  if (way === 'no-commit') return unreadable(commit, 'the commit cannot be read')
  if (way.kind === 'unread') return undefined
  if (way.kind === 'unreadable') return unreadable(way.tree, 'a directory cannot be read')
  if (way.kind === 'absent') return way
  const { kind, oid } = way.entry
  if (kind === 'file') return blobs.get(form)?.get(oid)
  if (kind !== 'symlink') return { kind: 'absent' }
  return { kind: 'problem', code: 'file-symlink', oid, line: null, detail: 'a symbolic link' }
}

function unreadable(oid: Oid, detail: string): FileFact {
  return { kind: 'problem', code: 'file-missing-object', oid, line: null, detail }
}
