import { listFolders } from '@/lib/repo-data/repo-path'

/** Finds the values of all paths that equal the given one, hold it, or lie in it. */
export type PathIndex<Value> = (path: string) => readonly (readonly Value[])[]

/** Builds an index in time linear in the segments of all paths. Values of one path or folder are one list. */
export function indexPaths<Value>(entries: Iterable<readonly [string, Value]>): PathIndex<Value> {
  const at = new Map<string, Value[]>()
  const under = new Map<string, Value[]>()
  const add = (groups: Map<string, Value[]>, path: string, value: Value) => {
    const group = groups.get(path)
    if (group === undefined) groups.set(path, [value])
    else if (group.at(-1) !== value) group.push(value)
  }
  for (const [path, value] of entries) {
    add(at, path, value)
    for (const folder of listFolders(path)) add(under, folder, value)
  }
  return (path) =>
    [...[path, ...listFolders(path)].map((one) => at.get(one)), under.get(path)].filter(
      (group) => group !== undefined,
    )
}
