import { isList, isMapping, member, scalarText } from '@/lib/repo-data/data-value'
import { fits, LIMITS } from '@/lib/repo-data/limits'
import { quote } from '@/lib/repo-data/quote'
import { parentDirectory } from '@/lib/repo-data/repo-path'
import type { DataValue } from '@/lib/snapshot/types'
import { readFlags } from './derive-stage'
import { OUTSIDE, readFolder, readPath, reportTooLong } from './dvc-path'
import { readLockedItem } from './locked'
import type { DvcDep, DvcStage } from './types'
import { addFinding, type DvcPlace } from './vars'

/** A `.dvc` file as a stage (lineage.md, section 5): `dvc add`, an import, or a stage of DVC 1. */
export function parseDvcFile(value: DataValue, place: Omit<DvcPlace, 'directory'>): DvcStage {
  const folder = parentDirectory(place.file)
  const found = readFolder(scalarText(member(value, 'wdir')) ?? '', { ...place, directory: folder })
  const inside = { ...place, directory: found }
  const wdir = found === OUTSIDE ? folder : found
  for (const key of ['deps', 'outs']) {
    const items = member(value, key) ?? null
    if (items !== null && !isList(items)) addFinding(place, 'dvc-file-malformed', quote(key))
  }
  const deps = listOf(member(value, 'deps')).flatMap((dep) => readDep(dep, inside))
  return {
    id: place.file,
    file: place.file,
    name: null,
    group: null,
    cmd: scalarText(member(value, 'cmd')),
    wdir,
    frozen: [member(value, 'frozen'), member(value, 'locked')].includes(true),
    alwaysChanged: member(value, 'always_changed') === true,
    isImport: isImport(deps),
    deps,
    outs: listOf(member(value, 'outs')).flatMap((out) => {
      const path = readPath(scalarText(member(out, 'path')) ?? '', inside)
      if (path === null) return []
      const [metric, plot] = [isSet(member(out, 'metric')), isSet(member(out, 'plot'))]
      return [{ ...path, ...readFlags(out), metric, plot, locked: readLockedItem(out, path.place) }]
    }),
    cmdChanged: null,
  }
}

function listOf(value: DataValue | undefined): readonly DataValue[] {
  return isList(value) ? value : []
}

function isSet(value: DataValue | undefined): boolean {
  return value === true || isMapping(value)
}

/** An import has one dependency that lies elsewhere. */
function isImport(deps: readonly DvcDep[]): boolean {
  const [dep] = deps
  if (deps.length !== 1 || dep === undefined) return false
  return (
    dep.kind === 'repo' || dep.kind === 'db' || (dep.kind === 'file' && dep.place === 'external')
  )
}

function readDep(dep: DataValue, place: DvcPlace): readonly DvcDep[] {
  const repo = member(dep, 'repo')
  const written = scalarText(member(dep, 'path')) ?? ''
  if (isMapping(repo)) {
    const text = (key: string) => {
      const found = scalarText(member(repo, key))
      return found === null || !fits(found, LIMITS.pathBytes) ? null : found
    }
    if (!fits(written, LIMITS.pathBytes)) {
      reportTooLong(written, place)
      return []
    }
    const [rev, revLock] = [text('rev'), text('rev_lock')]
    return [{ kind: 'repo', written, path: written, url: text('url') ?? '', rev, revLock }]
  }
  if (isMapping(member(dep, 'db'))) return [{ kind: 'db', written, path: null }]
  const path = readPath(written, place)
  return path === null ? [] : [{ kind: 'file', ...path, locked: readLockedItem(dep, path.place) }]
}
