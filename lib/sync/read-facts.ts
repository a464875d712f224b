import { inSlices } from '@/lib/in-slices'
import { openDeriveCache } from '@/lib/registry/derive-cache'
import { isListedFile } from '@/lib/registry/derive-dvc'
import type { Derived } from '@/lib/registry/derived'
import { type ArtifactFacts, deriveFacts } from '@/lib/registry/facts'
import { openFactsLimit } from '@/lib/registry/limit-facts'
import type { ArtifactName } from '@/lib/registry/names'
import type { Snapshot } from '@/lib/snapshot/open-snapshot'
import type { FileRequest, Oid } from '@/lib/snapshot/types'

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
  readonly done: Done<Wanted, Value>[]
}

/**
 * Reads what a pure derivation asks for until it is done, one batch of files for all of them a
 * round. Where more files are asked for than may be held in memory, fewer are derived at a time. Throws when a
 * derivation goes on asking, which only a bug can cause.
 */
export async function readDerived<Wanted, Value>(
  snapshot: Snapshot,
  wanted: readonly Wanted[],
  derive: (one: Wanted) => Derived<Value>,
): Promise<readonly Done<Wanted, Value>[]> {
  const derivation: Derivation<Wanted, Value> = { snapshot, derive, done: [] }
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
  { snapshot, derive, done }: Derivation<Wanted, Value>,
  batch: readonly Wanted[],
  mode: 'try' | 'insist',
): Promise<readonly Wanted[]> {
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

/** Commit by commit, as the cache of the derivation has room for the files of a few commits. */
function inCommits(wanted: readonly FactsWanted[]): readonly FactsWanted[] {
  return [...wanted].sort((a, b) => compareTexts(a.commit, b.commit))
}

function compareTexts(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1
}

/** The facts of every wanted (artifact, commit), added to `known`. */
export async function readFacts(
  snapshot: Snapshot,
  wanted: readonly FactsWanted[],
  options: { readonly index: string; readonly known: FactsByArtifact },
): Promise<FactsByArtifact> {
  await snapshot.list(
    wanted.map(({ commit }) => commit),
    isListedFile,
  )
  const cache = openDeriveCache()
  const derived = await readDerived(snapshot, inCommits(wanted), ({ artifact, commit }) => {
    const listing = snapshot.listed(commit, isListedFile)
    return deriveFacts({ artifact, commit, index: options.index, listing }, snapshot.look, cache)
  })
  const limit = openFactsLimit()
  for (const { wanted: one, value } of derived) {
    const ofArtifact = options.known.get(one.artifact) ?? new Map<Oid, ArtifactFacts>()
    ofArtifact.set(one.commit, limit(one.artifact, value))
    options.known.set(one.artifact, ofArtifact)
  }
  return options.known
}
