import { indexDatasets } from '@/lib/dvc/datasets'
import type { CommitFiles } from '@/lib/dvc/dvc-cache'
import { type DvcFiles, listOutsAt, type StagePlace } from '@/lib/dvc/index-files'
import { listInputs } from '@/lib/dvc/link-stages'
import type { DvcStage } from '@/lib/dvc/types'
import { groupBy } from '@/lib/repo-data/group-by'
import { buildStage } from './derive-pipeline'
import { type MadeOut, openProofs, type ProofInput, type Proofs } from './prove-edges'

/** A mirror may lack files of this size, and a sync fetches none of them. */
const MAX_COMPARED = 256 * 1024

/**
 * Answers for the models of one commit, by their paths: whether a stage that made the model, or one that it depends on, is
 * proven stale (lineage.md, section 8). It is what the lineage page of the version shows, except that files of 256 KiB or
 * more are not compared. Asks for files by reading them. After the budget is exhausted, nothing is proven.
 */
export function openStaleLineage(
  dvc: DvcFiles,
  { files, budget }: ProofInput,
): (path: string) => boolean {
  const known = new Map<DvcStage, boolean>()
  const openRoot = openRoots(dvc, { files: withoutLarge(files), budget })
  const isStale = (stage: DvcStage, proofs: Proofs) => {
    const found = known.get(stage) ?? hasStalePart(stage, proofs)
    known.set(stage, found)
    return found
  }
  return (path) => {
    if (budget.isExhausted()) return false
    const makers = dvc.writers(path).flat()
    const root = openRoot(makers)
    let hasStale = false
    const places = new Set(makers.filter(root.isInside))
    const followed = new Set<readonly StagePlace[]>()
    // Iterating a Set includes the items that the loop adds.
    for (const place of places) {
      const stage = dvc.lockedAt(place)
      if (stage === null || !budget.spend(1 + stage.deps.length + stage.outs.length)) break
      // Each stage is judged, so that the files of all are asked for in one round.
      hasStale = isStale(stage, root.proofs) || hasStale
      for (const group of listInputs(stage).flatMap(dvc.writers)) {
        if (followed.has(group)) continue
        followed.add(group)
        for (const next of group) if (root.isInside(next)) places.add(next)
      }
    }
    return hasStale && !budget.isExhausted()
  }
}

function hasStalePart(stage: DvcStage, proofs: Proofs): boolean {
  const { state, deps, outs } = buildStage(stage, proofs)
  return [{ state }, ...deps, ...outs].some((part) => part.state === 'stale')
}

type Root = { readonly isInside: (place: StagePlace) => boolean; readonly proofs: Proofs }

/** The first root that has one of the places. A stage depends only on stages of its root. */
function openRoots(dvc: DvcFiles, input: ProofInput) {
  const known = new Map<string, Root>()
  const rootOf = ({ file }: StagePlace) => dvc.all[file]?.root
  const openDatasets = openByRoot(dvc)
  const listMade = openMade(dvc)
  const open = (root: string | undefined): Root => {
    const isInside = (place: StagePlace) => rootOf(place) === root
    const index = {
      findOut: (path: string) => listMade(path).get(root) ?? null,
      // Of any root: it only decides how an unknown proof is worded.
      isMade: (path: string) => dvc.writers(path).length > 0,
      findDataset: (name: string) => openDatasets(root)(name),
    }
    return { isInside, proofs: openProofs(index, input) }
  }
  return (places: readonly StagePlace[]): Root => {
    const first = places.reduce<StagePlace | undefined>(
      (before, place) => (before === undefined || place.file < before.file ? place : before),
      undefined,
    )
    const root = first === undefined ? undefined : rootOf(first)
    const found = known.get(root ?? '') ?? open(root)
    known.set(root ?? '', found)
    return found
  }
}

/** The first output of exactly a path in each root. */
function openMade(dvc: DvcFiles) {
  const known = new Map<string, ReadonlyMap<string | undefined, MadeOut>>()
  return (path: string): ReadonlyMap<string | undefined, MadeOut> => {
    const before = known.get(path)
    if (before !== undefined) return before
    const found = new Map<string | undefined, MadeOut>()
    for (const place of dvc.makersAt(path)) {
      const root = dvc.all[place.file]?.root
      const stage = found.has(root) ? null : dvc.lockedAt(place)
      const [out] = listOutsAt(stage, path)
      if (stage !== null && out !== undefined) found.set(root, { out, stage })
    }
    known.set(path, found)
    return found
  }
}

/** The datasets of a root by their names. Nothing is looked at before the first one is asked for. */
function openByRoot({ all }: DvcFiles) {
  const known = new Map<string | undefined, ReturnType<typeof indexDatasets>>()
  let byRoot: ReadonlyMap<string, DvcFiles['all']> | null = null
  return (root: string | undefined) => {
    byRoot ??= groupBy(all, (file) => file.root)
    const files = byRoot.get(root ?? '') ?? []
    const found = known.get(root) ?? indexDatasets(files.flatMap(({ datasets }) => datasets))
    known.set(root, found)
    return found
  }
}

function withoutLarge(files: CommitFiles): CommitFiles {
  return {
    ...files,
    read: (path, form) => {
      if (form !== 'md5') return files.read(path, form)
      const stat = files.read(path, 'stat')
      if (stat.kind !== 'stat') return stat
      if (stat.size !== null && stat.size < MAX_COMPARED) return files.read(path, form)
      const detail = `${MAX_COMPARED} bytes or more`
      return { kind: 'problem', code: 'file-too-large', oid: stat.oid, line: null, detail }
    },
  }
}
