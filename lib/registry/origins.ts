import type { DvcFiles, StagePlace } from '@/lib/dvc/index-files'
import type { DatasetDep, DvcDep, DvcOut, FileDep } from '@/lib/dvc/types'
import { formatCount } from '@/lib/repo-data/limits'
import { isPathRelated } from '@/lib/repo-data/repo-path'
import { formatShownUrl } from '@/lib/repo-data/shown-url'
import type { StepBudget } from '@/lib/repo-data/step-budget'
import { contentKey, listImportKeys, objectKey } from './data-key'

/** Content that a version was made from. */
export type DataOrigin = {
  /** What joins it with the same content elsewhere (see lib/registry/data-key). */
  readonly key: string
  /** From the top of the repository that has it, or a URL. */
  readonly path: string
}

export type Origins = {
  readonly origins: readonly DataOrigin[]
  /** What was left out, as a sentence; null if nothing was. */
  readonly cut: string | null
}

/** Origins of one version; a problem says where there are more. */
const MAX_ORIGINS = 2_000

/** Steps for the origins of all versions of a repository. */
export const ORIGIN_STEPS = 5_000_000

/**
 * All data that the stages that write `path` were run with, and what that was made from in turn (lineage.md, section 9). A
 * stage is followed only where its output is the content that was read, as far as the locks say. Code is left out: a
 * path that no stage and no `.dvc` file writes.
 */
export function listOrigins(
  path: string | null,
  { dvc, budget }: { readonly dvc: DvcFiles; readonly budget: StepBudget },
): Origins {
  const search = openSearch(dvc, budget)
  for (const place of path === null ? [] : dvc.writers(path).flat()) search.places.add(place)
  // Iterating a Set includes the items that the loop adds.
  for (const place of search.places) {
    for (const dep of dvc.lockedAt(place)?.deps ?? []) {
      if (!budget.spend(1)) break
      follow(dep, search)
    }
    if (search.found.size > MAX_ORIGINS || budget.isExhausted()) break
  }
  return { origins: [...search.found.values()].slice(0, MAX_ORIGINS), cut: describeCut(search) }
}

type Search = ReturnType<typeof openSearch>

function openSearch(dvc: DvcFiles, budget: StepBudget) {
  const found = new Map<string, DataOrigin>()
  return {
    ...{ dvc, budget, found, places: new Set<StagePlace>() },
    /** The contents for which the stages of a group were followed; `any` for all. */
    followed: new Map<readonly StagePlace[], Set<string | null>>(),
    add: (key: string | null, path: string) => {
      if (key !== null) found.set(`${key} ${path}`, { key, path })
    },
  }
}

function describeCut({ found, budget }: Search): string | null {
  if (budget.isExhausted()) return 'what the versions were made from takes too long to follow'
  return found.size > MAX_ORIGINS
    ? `what the version was made from: the limit is ${formatCount(MAX_ORIGINS)} files and folders`
    : null
}

function follow(dep: DvcDep, search: Search): void {
  if (dep.kind === 'repo') addImport(dep, search)
  if (dep.kind === 'dataset') addDataset(dep, search)
  if (dep.kind !== 'file' || dep.path === null) return
  if (dep.place === 'external') addObject(dep, dep.path, search)
  else followFile(dep, dep.path, search)
}

function addImport(
  { url, path, revLock }: Pick<Extract<DvcDep, { kind: 'repo' }>, 'url' | 'path' | 'revLock'>,
  { add }: Pick<Search, 'add'>,
): void {
  if (revLock === null) return
  for (const key of listImportKeys({ url, commit: revLock, path })) add(key, path)
}

/** What the stage ran with: `dvc.yaml` may name another dataset by now. */
function addDataset({ locked }: DatasetDep, search: Search): void {
  if (locked === null) return
  const { spec, state } = locked
  if (state.kind === 'dvc') {
    addImport({ url: spec.url, path: spec.path ?? '', revLock: state.revLock }, search)
  }
  if (state.kind === 'url') addObject({ locked: state.content }, spec.url, search)
}

function addObject(
  { locked }: Pick<FileDep, 'locked'>,
  url: string,
  { add }: Pick<Search, 'add'>,
): void {
  const shown = formatShownUrl(url)
  add(contentKey(locked?.hash), shown)
  for (const id of locked?.versionIds ?? []) add(objectKey(url, id), shown)
}

function followFile({ locked }: FileDep, path: string, search: Search): void {
  const groups = search.dvc.writers(path)
  const read = contentKey(locked?.hash)
  if (groups.length > 0) search.add(read, path)
  for (const group of groups) {
    // Only for outputs at the path itself it matters what was read.
    const known = search.followed.get(group) ?? new Set()
    if (known.has('any') || known.has(read)) continue
    search.followed.set(group, known.add(followGroup(group, { path, read }, search)))
  }
}

type Wanted = { readonly path: string; readonly read: string | null }

/** Follows the stages that write the path, one below it or one above it. Returns the content for which the group is done. */
function followGroup(
  group: readonly StagePlace[],
  wanted: Wanted,
  { dvc, budget, places, add }: Search,
): string | null {
  let isExact = false
  for (const place of group) {
    const stage = dvc.lockedAt(place)
    if (stage === null || !budget.spend(1 + stage.outs.length)) break
    for (const out of stage.outs) {
      if (out.path === null || !isPathRelated(out.path, wanted.path)) continue
      isExact ||= out.path === wanted.path
      if (isOther(out, wanted)) continue
      add(contentKey(out.locked?.hash), out.path)
      places.add(place)
    }
  }
  return isExact ? wanted.read : 'any'
}

/** Whether an output is known to be another content than the one that was read. */
function isOther({ path, locked }: DvcOut, wanted: Wanted): boolean {
  const written = contentKey(locked?.hash)
  if (path !== wanted.path || written === null || wanted.read === null) return false
  return written !== wanted.read
}
