import { inSlices } from '@/lib/in-slices'
import type { Derived } from '@/lib/registry/derived'
import { type ArtifactFacts, deriveFacts } from '@/lib/registry/facts'
import type { ArtifactName } from '@/lib/registry/names'
import type { Snapshot } from '@/lib/snapshot/open-snapshot'
import type { FileRequest, Oid } from '@/lib/snapshot/types'

/** More rounds of asking than any file can cause: annotation, what it names, what that names. */
const MAX_ROUNDS = 8

export type FactsWanted = { readonly artifact: ArtifactName; readonly commit: Oid }

/** Facts by artifact, then by commit. */
export type FactsByArtifact = Map<string, Map<Oid, ArtifactFacts>>

/**
 * Reads what a pure derivation asks for until it is done, one batch of files for all of them a
 * round. Throws where a derivation goes on asking, which only a bug can cause.
 */
export async function readDerived<Wanted, Value>(
  snapshot: Snapshot,
  wanted: readonly Wanted[],
  derive: (one: Wanted) => Derived<Value>,
): Promise<readonly { readonly wanted: Wanted; readonly value: Value }[]> {
  const done: { wanted: Wanted; value: Value }[] = []
  let pending = wanted
  for (let round = 0; pending.length > 0; round += 1) {
    if (round === MAX_ROUNDS) throw new Error(`${pending.length} derivations never end asking`)
    const asked: FileRequest[] = []
    const open: Wanted[] = []
    await inSlices(pending, (one) => {
      const derived = derive(one)
      if (derived.kind === 'done') done.push({ wanted: one, value: derived.value })
      else {
        open.push(one)
        asked.push(...derived.files)
      }
    })
    if (asked.length > 0) await snapshot.files(asked)
    pending = open
  }
  return done
}

/** The facts of every wanted (artifact, commit), added to `known`. */
export async function readFacts(
  snapshot: Snapshot,
  wanted: readonly FactsWanted[],
  options: { readonly index: string; readonly known: FactsByArtifact },
): Promise<FactsByArtifact> {
  const derived = await readDerived(snapshot, wanted, (one) =>
    deriveFacts({ ...one, index: options.index }, snapshot.look),
  )
  for (const { wanted: one, value } of derived) {
    const ofArtifact = options.known.get(one.artifact) ?? new Map<Oid, ArtifactFacts>()
    ofArtifact.set(one.commit, value)
    options.known.set(one.artifact, ofArtifact)
  }
  return options.known
}
