import type { DvcFiles } from '@/lib/dvc/index-files'
import { joinLock } from '@/lib/dvc/join-lock'
import type { DvcDep, DvcStage } from '@/lib/dvc/types'
import { formatCount } from '@/lib/repo-data/limits'
import { formatShownUrl } from '@/lib/repo-data/shown-url'
import { contentKey, objectKey, urlKey } from './data-key'

/** A place of a commit that names data. */
export type DataPlace = {
  /** What joins it with the same content elsewhere (see lib/registry/data-key). */
  readonly key: string
  /** From the top of the repository that has it, or a URL. */
  readonly path: string
  /** `dir/dvc.yaml:stage`, or the path of a `.dvc` file. */
  readonly stage: string
  /**
   * Whether the stage, or the `.dvc` file, says that it makes the data, that it reads it, that its output is a copy of it,
   * or that its output was copied from the URL at some time.
   */
  readonly role: 'made' | 'read' | 'copied' | 'source'
  /** Bytes. */
  readonly size: number | null
}

/** Data of one commit, and characters of its names; a problem says where there is more. */
const MAX_PLACES = 50_000
const MAX_CHARACTERS = 16_000_000
const CUT = `data of the default branch: the limits are ${formatCount(MAX_PLACES)} files and folders, and ${formatCount(MAX_CHARACTERS)} characters of their names`

/** All data that DVC's files name. Code is left out: what a stage reads and neither a stage nor a `.dvc` file makes. */
export function listDataPlaces(dvc: DvcFiles): {
  readonly places: readonly DataPlace[]
  /** What was left out, as a sentence; null if nothing was. */
  readonly cut: string | null
} {
  const places: DataPlace[] = []
  let characters = 0
  for (const stage of dvc.all.flatMap(joinLock)) {
    const ofStage = [...listMade(stage), ...stage.deps.flatMap((dep) => listRead(dep, stage, dvc))]
    for (const place of ofStage) {
      characters += place.path.length + place.stage.length
      if (places.length === MAX_PLACES || characters > MAX_CHARACTERS) return { places, cut: CUT }
      places.push(place)
    }
  }
  return { places, cut: null }
}

function listMade({ id, outs }: DvcStage): readonly DataPlace[] {
  return outs.flatMap(({ path, locked }) => {
    const key = contentKey(locked?.hash)
    if (path === null || key === null) return []
    const size = locked?.size ?? null
    return [{ key, path: formatShownUrl(path), stage: id, role: 'made' as const, size }]
  })
}

function listRead(dep: DvcDep, stage: DvcStage, dvc: DvcFiles): readonly DataPlace[] {
  if (dep.kind !== 'file' || dep.path === null) return []
  const { path, place, locked } = dep
  if (place === 'root' && dvc.writers(path).length === 0) return []
  const found = {
    ...{ path: formatShownUrl(path), stage: stage.id, size: locked?.size ?? null },
    role: stage.isImport ? ('copied' as const) : ('read' as const),
  }
  const key = contentKey(locked?.hash)
  const ids = place === 'external' ? (locked?.versionIds ?? []) : []
  const keys = [...(key === null ? [] : [key]), ...ids.map((id) => objectKey(path, id))]
  const places = keys.map((one) => ({ ...found, key: one }))
  if (place === 'root' || !stage.isImport) return places
  return [...places, { ...found, key: urlKey(path), role: 'source' }]
}
