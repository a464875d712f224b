import type { DvcFiles } from '@/lib/dvc/index-files'
import { joinLock } from '@/lib/dvc/join-lock'
import type { DvcDep, DvcStage } from '@/lib/dvc/types'
import { formatCount } from '@/lib/repo-data/limits'
import { contentKey, importKey, objectKey } from './data-key'

/** A place of a commit that names data. */
export type DataPlace = {
  /** What joins it with the same content elsewhere (see lib/registry/data-key). */
  readonly key: string
  /** From the top of the repository that has it, or a URL. */
  readonly path: string
  /** `dir/dvc.yaml:stage`, or the path of a `.dvc` file. */
  readonly stage: string
  /** Whether the stage, or the `.dvc` file, says that it makes the data, or that it reads it. */
  readonly role: 'made' | 'read'
  /** Bytes. */
  readonly size: number | null
}

/** Data of one commit; a problem says where there is more. */
const MAX_PLACES = 50_000

/** All data that DVC's files name. Code is left out: what a stage reads and neither a stage nor a `.dvc` file makes. */
export function listDataPlaces(dvc: DvcFiles): {
  readonly places: readonly DataPlace[]
  /** What was left out, as a sentence; null if nothing was. */
  readonly cut: string | null
} {
  const places: DataPlace[] = []
  for (const stage of dvc.all.flatMap(joinLock)) {
    for (const place of listMade(stage)) places.push(place)
    for (const dep of stage.deps) for (const place of listRead(dep, stage, dvc)) places.push(place)
    if (places.length <= MAX_PLACES) continue
    const cut = `data of the default branch: the limit is ${formatCount(MAX_PLACES)} files and folders`
    return { places: places.slice(0, MAX_PLACES), cut }
  }
  return { places, cut: null }
}

function listMade({ id, outs }: DvcStage): readonly DataPlace[] {
  return outs.flatMap(({ path, locked }) => {
    const key = contentKey(locked?.hash)
    if (path === null || key === null) return []
    return [{ key, path, stage: id, role: 'made' as const, size: locked?.size ?? null }]
  })
}

function listRead(dep: DvcDep, { id }: DvcStage, dvc: DvcFiles): readonly DataPlace[] {
  const place = { stage: id, role: 'read', size: null } as const
  if (dep.kind === 'repo') {
    return dep.revLock === null
      ? []
      : [{ ...place, key: importKey(dep.url, dep.revLock), path: dep.path }]
  }
  if (dep.kind !== 'file' || dep.path === null) return []
  const { path, locked } = dep
  if (dep.place === 'root' && dvc.writers(path).length === 0) return []
  const ids = dep.place === 'external' ? (locked?.versionIds ?? []) : []
  const keys = [contentKey(locked?.hash) ?? [], ids.map((one) => objectKey(path, one))].flat(2)
  return keys.map((key) => ({ ...place, key, path, size: locked?.size ?? null }))
}
