import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { openDeriveCache } from '@/lib/registry/derive-cache'
import { isListedFile } from '@/lib/registry/derive-dvc'
import { openFiles } from '@/lib/registry/derived'
import { parseJson } from '@/lib/snapshot/parse-json'
import { type DataValue, SpelledNumber } from '@/lib/snapshot/types'
import { readDerived } from '@/lib/sync/read-facts'
import { openStream } from '@/lib/testing/open-stream'
import { deriveRootFiles, linkRoot } from './derive-roots'
import type { DvcDep, DvcOut, DvcPath, DvcRoot, DvcStage, LockedItem } from './types'

/** Metadata of public repositories, and what DVC's own code says of them. */
const FOLDER = 'lib/testing/conformance/lineage'
const NAMES = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.fi'))
  .map((name) => name.slice(0, -3))

type Shown = Readonly<Record<string, unknown>>
type ExpectedRoot = {
  readonly stages: Readonly<
    Record<string, Shown & { readonly deps: readonly Shown[]; readonly outs: readonly Shown[] }>
  >
  readonly edges?: readonly (readonly string[])[]
  readonly graph_error?: string
}

function readExpected(name: string): Readonly<Record<string, ExpectedRoot>> {
  const parsed = parseJson(readFileSync(`${FOLDER}/${name}.expected.json`, 'utf8'))
  if (parsed.kind !== 'data') throw new Error(`${name}: not JSON`)
  return spell(parsed.value) as Readonly<Record<string, ExpectedRoot>>
}

/** A number with a spelling of its own as a text, so that `1.0` and `1` differ. */
function spell(value: DataValue): unknown {
  if (value instanceof SpelledNumber) return `number ${value.number}`
  if (Array.isArray(value)) return value.map(spell)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, spell(inner)]))
}

async function derive(name: string): Promise<readonly DvcRoot[]> {
  const { snapshot, commit, close } = await openStream(`${FOLDER}/${name}.fi`)
  await snapshot.list([commit], isListedFile)
  const { dvc: cache, budget } = openDeriveCache()
  const [derived] = await readDerived(snapshot, [commit], (one) => {
    const files = openFiles(one, snapshot.look)
    const listing = snapshot.listed(one, isListedFile).all()
    return files.derive(deriveRootFiles({ listing, files, cache, budget }))
  })
  await close()
  return (derived?.value ?? []).map((root) => linkRoot(root, budget))
}

/** As DVC names it: from its root. */
function fromRoot(root: string, { path: found, written }: DvcPath): string {
  if (found === null) return written
  return /^\w+:\/\//.test(found) ? found : path.posix.relative(root, found)
}

function showItem(locked: LockedItem | null): Shown {
  const { size = null, files = null, isExecutable = false } = locked ?? {}
  return {
    ...(size !== null && { size }),
    ...(files !== null && { nfiles: files }),
    ...(isExecutable && { isexec: true }),
  }
}

function showHash(locked: LockedItem | null) {
  return locked?.hash ? [locked.hash.name, locked.hash.value] : null
}

function showDep(root: string, dep: DvcDep): Shown {
  if (dep.kind === 'repo') {
    const { url, rev, revLock } = dep
    const repo = {
      url,
      ...(rev !== null && { rev }),
      ...(revLock !== null && { rev_lock: revLock }),
    }
    return { kind: 'repo', path: dep.path, repo }
  }
  if (dep.kind === 'params') {
    const keys = sortKeys(dep.keys ?? [])
    const values = dep.values === null ? null : spell(dep.values)
    return { kind: 'params', def: dep.written, path: fromRoot(root, dep), keys, values }
  }
  if (dep.kind !== 'file') throw new Error(`no repository has ${dep.kind}`)
  return showPath(root, dep)
}

function showPath(root: string, one: DvcPath & { readonly locked: LockedItem | null }): Shown {
  return {
    def: one.written,
    path: fromRoot(root, one),
    inrepo: one.place === 'root',
    hash: showHash(one.locked),
    ...showItem(one.locked),
  }
}

function showOut(root: string, out: DvcOut): Shown {
  const { cache, persist, metric, plot } = out
  return { ...showPath(root, out), cache, persist, metric, plot }
}

function showStage(root: string, stage: DvcStage): Shown {
  return {
    cmd: stage.cmd,
    wdir: path.posix.relative(root, stage.wdir) || '.',
    frozen: stage.frozen,
    always_changed: stage.alwaysChanged,
    import: stage.isImport,
    // A stage that never ran has no other command for DVC.
    cmd_changed: stage.cmdChanged ?? (stage.name === null ? null : false),
    deps: stage.deps.map((dep) => showDep(root, dep)).sort(byPath),
    outs: stage.outs.map((out) => showOut(root, out)).sort(byPath),
  }
}

function byPath(a: Shown, b: Shown): number {
  const [left, right] = [a, b].map(({ kind, path: found }) => `${kind ?? ''} ${found}`)
  return (left ?? '') < (right ?? '') ? -1 : 1
}

/** DVC keeps the order of keys, and a key that stands twice. */
function sortKeys(keys: readonly string[]): readonly string[] {
  return [...new Set(keys)].sort()
}

function showExpected(stage: ExpectedRoot['stages'][string]): Shown {
  const deps = stage.deps.map((dep) =>
    Array.isArray(dep.keys) ? { ...dep, keys: sortKeys(dep.keys) } : dep,
  )
  return { ...stage, deps: deps.sort(byPath), outs: [...stage.outs].sort(byPath) }
}

test.each(NAMES)('every stage and edge of %s is as DVC has it', async (name) => {
  const roots = await derive(name)
  const expected = readExpected(name)
  expect(roots.map(({ directory }) => directory || '.').sort()).toEqual(
    Object.keys(expected).sort(),
  )
  for (const { directory, stages, edges, findings } of roots) {
    const root = expected[directory || '.']
    if (root === undefined) throw new Error('the roots are the same')
    const idOf = (stage: DvcStage | undefined) => path.posix.relative(directory, stage?.id ?? '')
    expect(
      Object.fromEntries(stages.map((stage) => [idOf(stage), showStage(directory, stage)])),
    ).toEqual(
      Object.fromEntries(Object.entries(root.stages).map(([id, one]) => [id, showExpected(one)])),
    )
    const faults = findings.filter(({ code }) => code === 'dvc-graph')
    expect(faults.length > 0).toBe(root.graph_error !== undefined)
    if (root.edges === undefined) continue
    expect(
      edges.map(([from, to]) => [idOf(stages[from]), idOf(stages[to])].join(' > ')).sort(),
    ).toEqual(root.edges.map((edge) => edge.join(' > ')).sort())
  }
})

test('the 19 repositories are there', () => {
  expect(NAMES.length).toBe(19)
})
