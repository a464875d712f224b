import { type DataMapping, isList, isMapping, isNothing, member } from '@/lib/repo-data/data-value'
import { quote } from '@/lib/repo-data/quote'
import type { DataValue } from '@/lib/snapshot/types'
import type { CommandStyle } from './build-flags'
import { findDatasetName } from './datasets'
import { OUTSIDE, readFolder, readPath } from './dvc-path'
import type { StageInstance } from './expand-stages'
import { printScalar } from './print-scalar'
import { interpolate, interpolateCommand } from './template'
import type { DvcDep, DvcOut, DvcStage, ParamsDep } from './types'
import { addFinding, type DvcPlace, extendScope } from './vars'

/** A stage with its templates resolved, as if it had never run. `joinLock` adds what the lock says. */
export function deriveStage(
  instance: StageInstance,
  style: CommandStyle,
  place: DvcPlace,
): DvcStage {
  const { name, group, definition } = instance
  const folder = resolveWdir(definition, instance, place)
  const inside = { ...place, directory: folder }
  const wdir = folder === OUTSIDE ? place.directory : folder
  const scope = extendScope(instance.scope, member(definition, 'vars'), inside)
  const read = (key: string) => {
    const items = interpolate(member(definition, key) ?? null, scope)
    if (!isItemList(items)) addFinding(place, 'dvc-file-malformed', quote(`stages.${name}.${key}`))
    return items
  }
  const cmd = toCommand(interpolateCommand(member(definition, 'cmd') ?? null, scope, style))
  return {
    id: `${place.file}:${name}`,
    file: place.file,
    name,
    group,
    cmd,
    wdir,
    frozen: member(definition, 'frozen') === true,
    alwaysChanged: member(definition, 'always_changed') === true,
    isImport: false,
    deps: [...listDeps(read('deps'), inside), ...listParams(read('params'), inside)],
    outs: listOuts({ outs: read('outs'), metrics: read('metrics'), plots: read('plots') }, inside),
    cmdChanged: null,
  }
}

/** A list of texts or mappings; nothing counts as one. */
function isItemList(items: DataValue): boolean {
  if (items === null) return true
  return isList(items) && items.every((item) => item !== null && !isList(item))
}

function resolveWdir(definition: DataValue, { scope }: StageInstance, place: DvcPlace): string {
  const written = textOf(interpolate(member(definition, 'wdir') ?? null, scope))
  return written === null ? place.directory : readFolder(written, place)
}

/** A scalar that is there. */
function textOf(value: DataValue): string | null {
  return value === null ? null : printScalar(value)
}

/** A command of one line, or of several. */
export function toCommand(value: DataValue): string | readonly string[] | null {
  return isList(value) ? value.flatMap((line) => textOf(line) ?? []) : textOf(value)
}

function listDeps(items: DataValue, place: DvcPlace): readonly DvcDep[] {
  return (isList(items) ? items : []).flatMap((item): readonly DvcDep[] => {
    const written = isMapping(item) ? (Object.keys(item)[0] ?? '') : (textOf(item) ?? '')
    const name = findDatasetName(written)
    if (name !== null) return [{ kind: 'dataset', written, path: null, name, locked: null }]
    const path = readPath(written, place)
    return path === null ? [] : [{ kind: 'file', ...path, locked: null }]
  })
}

type OutLists = Readonly<Record<'outs' | 'metrics' | 'plots', DataValue>>

/** What a stage writes. Flags of a path that stands in one list twice are merged. */
function listOuts(lists: OutLists, place: DvcPlace): readonly DvcOut[] {
  return (['outs', 'metrics', 'plots'] as const).flatMap((key) => {
    const byPath = new Map<string, { cache?: DataValue; persist?: DataValue }>()
    for (const [written, flags] of listItems(lists[key])) {
      const { cache, persist } = byPath.get(written) ?? {}
      byPath.set(written, {
        cache: member(flags, 'cache') ?? cache,
        persist: member(flags, 'persist') ?? persist,
      })
    }
    return [...byPath].flatMap(([written, { cache = null, persist = null }]) => {
      const path = readPath(written, place)
      if (path === null) return []
      const [metric, plot] = [key === 'metrics', key === 'plots']
      return [{ ...path, ...readFlags({ cache, persist }), metric, plot, locked: null }]
    })
  })
}

export function readFlags(flags: DataValue): Pick<DvcOut, 'cache' | 'persist'> {
  return { cache: member(flags, 'cache') !== false, persist: member(flags, 'persist') === true }
}

/** Items of a list that are `path` or `path: {flags}`. */
function listItems(items: DataValue): readonly (readonly [string, DataMapping])[] {
  return (isList(items) ? items : [items]).flatMap(
    (item): readonly (readonly [string, DataMapping])[] => {
      if (!isMapping(item)) return [[textOf(item) ?? '', {}]]
      return Object.entries(item).map(([path, flags]) => [path, isMapping(flags) ? flags : {}])
    },
  )
}

/** `- key` is a key of params.yaml, `- file: [key]` keys of a file, `- file:` all of it, which hides single keys. */
function listParams(items: DataValue, place: DvcPlace): readonly ParamsDep[] {
  const byFile = new Map<string, string[] | null>()
  for (const item of isList(items) ? items : []) {
    const key = isNothing(item) ? null : textOf(item)
    const files = key === null ? item : { 'params.yaml': [key] }
    for (const [written, keys] of Object.entries(isMapping(files) ? files : {})) {
      const before = byFile.get(written)
      const named = listKeys(keys)
      if (named === null || before === null) byFile.set(written, null)
      else if (before === undefined) byFile.set(written, [...named])
      else for (const one of named) before.push(one)
    }
  }
  return [...byFile].flatMap(([written, keys]) => {
    const path = readPath(written, place)
    return path === null ? [] : [{ kind: 'params', ...path, keys, values: null }]
  })
}

function listKeys(keys: DataValue): readonly string[] | null {
  const named = (isList(keys) ? keys : [keys]).flatMap((key) => textOf(key) ?? [])
  return named.length === 0 ? null : named
}
