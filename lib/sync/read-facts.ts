import { inSlices } from '@/lib/in-slices'
import { type DeriveCache, openDeriveCache } from '@/lib/registry/derive-cache'
import { findDvcForm, isListedFile } from '@/lib/registry/derive-dvc'
import type { Derived } from '@/lib/registry/derived'
import { type ArtifactFacts, deriveFacts, listOwnFiles } from '@/lib/registry/facts'
import { openFactsLimit } from '@/lib/registry/limit-facts'
import type { ArtifactName } from '@/lib/registry/names'
import type { Snapshot } from '@/lib/snapshot/open-snapshot'
import type { FileRequest, Oid, TreeListing } from '@/lib/snapshot/types'

/** More rounds of asking than any file can cause: annotation, what it names, what that names. */
const MAX_ROUNDS = 8

/** Files that are asked for at once. What is derived later finds most of its files in the cache. */
const MAX_ASKED = 50_000

export type FactsWanted = { readonly artifact: ArtifactName; readonly commit: Oid }

/** Facts by artifact, then by commit. */
export type FactsByArtifact = Map<string, Map<Oid, ArtifactFacts>>

type Done<Wanted, Value> = { readonly wanted: Wanted; readonly value: Value }

type Derivation<Wanted, Value> = {
  readonly snapshot: Snapshot
  readonly derive: (one: Wanted) => Derived<Value>
  readonly foresee: (batch: readonly Wanted[]) => Iterable<FileRequest>
  readonly done: Done<Wanted, Value>[]
}

/**
 * Reads what a pure derivation asks for until it is done, one batch of files for all of them a
 * round, after those that `foresee` names. Where more files are asked for than may be held in memory, fewer are derived at a time. Throws when a
 * derivation goes on asking, which only a bug can cause.
 */
export async function readDerived<Wanted, Value>(
  snapshot: Snapshot,
  wanted: readonly Wanted[],
  derive: (one: Wanted) => Derived<Value>,
  foresee: (batch: readonly Wanted[]) => Iterable<FileRequest> = () => [],
): Promise<readonly Done<Wanted, Value>[]> {
  const derivation: Derivation<Wanted, Value> = { snapshot, derive, foresee, done: [] }
  const waiting = [wanted]
  for (let batch = waiting.pop(); batch !== undefined; batch = waiting.pop()) {
    const left = await deriveBatch(derivation, batch, 'try')
    if (left.length === 0) continue
    snapshot.forget()
    const half = Math.ceil(left.length / 2)
    if (left.length > 1) waiting.push(left.slice(half), left.slice(0, half))
    else await deriveBatch(derivation, left, 'insist')
  }
  return derivation.done
}

/** Those that are not done because their files do not fit into memory; none when `insist` makes do without them. */
async function deriveBatch<Wanted, Value>(
  { snapshot, derive, foresee, done }: Derivation<Wanted, Value>,
  batch: readonly Wanted[],
  mode: 'try' | 'insist',
): Promise<readonly Wanted[]> {
  const isRead = await readForeseen(snapshot, foresee(batch))
  if (!isRead && batch.length > 1) return batch
  let pending = batch
  for (let round = 0; pending.length > 0; round += 1) {
    if (round === MAX_ROUNDS)
      throw new Error(`${pending.length} derivations request files without end`)
    const asked: FileRequest[] = []
    const open: Wanted[] = []
    await inSlices(pending, (one) => {
      if (asked.length > MAX_ASKED) {
        open.push(one)
        return
      }
      const derived = derive(one)
      if (derived.kind === 'done') round = 0
      if (derived.kind === 'done') done.push({ wanted: one, value: derived.value })
      else {
        open.push(one)
        for (const file of derived.files) asked.push(file)
      }
    })
    pending = open
    if (asked.length === 0 || (await snapshot.files(asked)) === 'all') continue
    if (mode === 'try') return open
    snapshot.refuse(asked)
  }
  return []
}

/** False where they do not fit into memory. */
async function readForeseen(snapshot: Snapshot, files: Iterable<FileRequest>): Promise<boolean> {
  let asked: FileRequest[] = []
  for (const file of files) {
    asked.push(file)
    if (asked.length < MAX_ASKED) continue
    if ((await snapshot.files(asked)) === 'part') return false
    asked = []
  }
  return asked.length === 0 || (await snapshot.files(asked)) === 'all'
}

/** Commit by commit, the newest first: what the derivation has of one commit is nearly what it needs for the next. */
export async function inCommits<Wanted extends { readonly commit: Oid }>(
  snapshot: Snapshot,
  wanted: readonly Wanted[],
): Promise<readonly Wanted[]> {
  const commits = await snapshot.commits(wanted.map(({ commit }) => commit))
  const dated = wanted.map((one) => ({
    one,
    at: commits.get(one.commit)?.committedAt.seconds ?? 0,
  }))
  dated.sort((a, b) => b.at - a.at || compareTexts(a.one.commit, b.one.commit))
  return dated.map(({ one }) => one)
}

function compareTexts(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1
}

/** The files of commits that are surely asked for; of DVC's, each blob once. */
function* foreseeFiles(
  snapshot: Snapshot,
  wanted: readonly FactsWanted[],
  index: string,
): Iterable<FileRequest> {
  const known = new Set<string>()
  let before: TreeListing | null = null
  for (const { artifact, commit } of wanted) {
    for (const [path, form] of listOwnFiles(artifact, index)) yield { commit, path, form }
    const listing = snapshot.listed(commit, isListedFile)
    if (listing === before) continue
    const changes = (before && listing.changes(before)) ?? listing.all().files
    before = listing
    for (const [path, id] of changes) {
      const form = findDvcForm(path)
      if (form === null || id === null || known.has(id)) continue
      known.add(id)
      yield { commit, path, form }
    }
  }
}

/** The facts of every wanted (artifact, commit), added to `known`. */
export async function readFacts(
  snapshot: Snapshot,
  wanted: readonly FactsWanted[],
  options: {
    readonly index: string
    readonly known: FactsByArtifact
    readonly cache?: DeriveCache
  },
): Promise<FactsByArtifact> {
  await snapshot.list(
    wanted.map(({ commit }) => commit),
    isListedFile,
  )
  const cache = options.cache ?? openDeriveCache()
  const ordered = await inCommits(snapshot, wanted)
  const derive = ({ artifact, commit }: FactsWanted) => {
    const listing = snapshot.listed(commit, isListedFile)
    return deriveFacts({ artifact, commit, index: options.index, listing }, snapshot.look, cache)
  }
  const foresee = (batch: readonly FactsWanted[]) => foreseeFiles(snapshot, batch, options.index)
  const derived = await readDerived(snapshot, ordered, derive, foresee)
  const limit = openFactsLimit()
  for (const { wanted: one, value } of derived) {
    const ofArtifact = options.known.get(one.artifact) ?? new Map<Oid, ArtifactFacts>()
    ofArtifact.set(one.commit, limit(one.artifact, value))
    options.known.set(one.artifact, ofArtifact)
  }
  return options.known
}
