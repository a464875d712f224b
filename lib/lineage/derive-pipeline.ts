import { indexDatasets } from '@/lib/dvc/datasets'
import { listOutputs } from '@/lib/dvc/link-stages'
import { indexPaths } from '@/lib/dvc/path-index'
import type { DatasetDep, DvcDep, DvcOut, DvcPath, DvcRoot, DvcStage } from '@/lib/dvc/types'
import { toMetric } from '@/lib/registry/values'
import { type DataMapping, isList, isMapping } from '@/lib/repo-data/data-value'
import { formatCount } from '@/lib/repo-data/limits'
import { formatShownUrl } from '@/lib/repo-data/shown-url'
import { type DataValue, type Oid, SpelledNumber } from '@/lib/snapshot/types'
import type {
  PipelineItem,
  PipelineOut,
  PipelineRoot,
  PipelineStage,
  PipelineView,
} from '@/lib/views/pipeline'
import { FRESH, type Proof } from './proof'
import { type MadeOut, openProofs, type ProofInput, type Proofs } from './prove-edges'

/** Raise it when a commit could get another pipeline than before: pipelines are stored with it. */
export const PIPELINE_VERSION = 6

/**
 * The whole pipeline of a commit from its linked roots, each edge with its proof (lineage.md, sections 7 and 8). Like
 * other derivations it asks for files by reading them: what is not read yet counts as absent.
 */
export function derivePipeline(
  commit: Oid,
  roots: readonly DvcRoot[],
  input: ProofInput,
): PipelineView {
  return { commit, roots: roots.map((root) => buildRoot(root, input)) }
}

function isTooLong({ deps, outs }: DvcStage): boolean {
  return deps.length > MAX_ITEMS || outs.length > MAX_ITEMS
}

function buildRoot(root: DvcRoot, input: ProofInput): PipelineRoot {
  const writers = indexPaths(
    root.stages.flatMap((stage) => listOutputs(stage).map((path) => [path, stage] as const)),
  )
  const made = indexOuts(root.stages)
  const index = {
    findOut: (path: string) => made.get(path) ?? null,
    isMade: (path: string) => writers(path).length > 0,
    findDataset: indexDatasets(root.datasets),
  }
  const proofs = openProofs(index, input)
  const stages = root.stages.map((stage) => buildStage(stage, proofs))
  const idOf = (at: number) => root.stages[at]?.id ?? ''
  return {
    root: root.directory,
    stages,
    edges: root.edges.map(([from, to]) => [idOf(from), idOf(to)]),
    problems: [
      ...root.findings.map(({ file, code, detail }) => ({ file, code, detail })),
      ...root.stages.filter(isTooLong).map(({ id, file }) => ({
        file,
        code: 'list-too-long',
        detail: `${id}: the limits are ${formatCount(MAX_ITEMS)} dependencies and outputs`,
      })),
    ],
  }
}

/** The first output of each path. */
function indexOuts(stages: readonly DvcStage[]): ReadonlyMap<string, MadeOut> {
  const made = new Map<string, MadeOut>()
  for (const stage of stages) {
    for (const out of stage.outs) {
      if (out.path !== null && !made.has(out.path)) made.set(out.path, { out, stage })
    }
  }
  return made
}

/** Dependencies, and outputs, of one stage; a problem says where there are more. */
const MAX_ITEMS = 2_000

/** A stage as it is shown, with what is proven of it. */
export function buildStage(stage: DvcStage, proofs: Proofs): PipelineStage {
  const deps = stage.deps.map((dep) => buildDep(dep, stage, proofs))
  const outs = stage.outs.map((out) => buildOut(out, stage, proofs))
  const { id, file, name, group, wdir, frozen, alwaysChanged } = stage
  return {
    ...{ id, file, name, group, wdir, frozen, alwaysChanged },
    cmd: stage.cmd === null ? [] : typeof stage.cmd === 'string' ? [stage.cmd] : stage.cmd,
    import: stage.isImport,
    ...judgeStage(stage, [...deps, ...outs]),
    deps: deps.slice(0, MAX_ITEMS),
    outs: outs.slice(0, MAX_ITEMS),
  }
}

function buildDep(dep: DvcDep, stage: DvcStage, proofs: Proofs): PipelineItem {
  const nothing = { hash: null, size: null, ranAt: null }
  if (dep.kind === 'repo') {
    const { rev, revLock } = dep
    const repo = { url: formatShownUrl(dep.url), rev, revLock }
    return { path: dep.path, kind: 'repo', ...nothing, ...FRESH, repo }
  }
  if (dep.kind === 'db') {
    const why = 'Only what it was made from is recorded, not whether that has changed.'
    return { path: dep.path, kind: dep.kind, ...nothing, state: 'unknown', why }
  }
  if (dep.kind === 'dataset') return { ...describeDataset(dep), ...proofs.proveDataset(dep, stage) }
  if (dep.kind === 'params') {
    const proof = proofs.proveParams(dep, stage)
    return {
      path: dep.path,
      kind: 'params',
      ...nothing,
      ...proof,
      values: dep.values && toStored(dep.values),
    }
  }
  const { hash = null, size = null } = dep.locked ?? {}
  const kind = dep.place === 'root' ? 'file' : 'external'
  return { path: showPath(dep), kind, hash, size, ranAt: null, ...proofs.proveDep(dep, stage) }
}

/** The dataset that the stage ran with: a path of another repository, or a URL; its name alone where nothing is recorded. */
function describeDataset({ written, locked }: DatasetDep) {
  const nothing = { kind: 'dataset' as const, hash: null, size: null, ranAt: null }
  if (locked === null) return { ...nothing, path: written }
  const { spec, state } = locked
  const url = formatShownUrl(spec.url)
  if (state.kind === 'dvc') {
    return { ...nothing, path: spec.path, repo: { url, rev: spec.rev, revLock: state.revLock } }
  }
  const { hash, size } = state.kind === 'url' ? state.content : nothing
  return { ...nothing, path: url, hash, size }
}

function buildOut(out: DvcOut, stage: DvcStage, proofs: Proofs): PipelineOut {
  const { cache, persist, metric, plot } = out
  const { hash = null, size = null } = out.locked ?? {}
  const kind = out.place === 'root' ? 'file' : 'external'
  const proof = proofs.proveOut(out, stage)
  const flags = { cache, persist, metric, plot }
  return { path: showPath(out), kind, hash, size, ranAt: null, ...proof, ...flags }
}

function showPath({ path, place }: DvcPath): string | null {
  return path === null || place === 'root' ? path : formatShownUrl(path)
}

type Stored = { readonly [key: string]: unknown }

/** Values as they are stored and answered: numbers with a spelling of their own as `{ number }`. */
function toStored(values: DataMapping): Stored {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, storeValue(value)]))
}

function storeValue(value: DataValue): unknown {
  if (value instanceof SpelledNumber) return toMetric(value)
  if (isList(value)) return value.map(storeValue)
  return isMapping(value) ? toStored(value) : value
}

/** A stage is as fresh as the least fresh of what it was made from. */
function judgeStage(stage: DvcStage, items: readonly Proof[]): Proof {
  if (stage.name === null) return items.find(({ state }) => state !== 'fresh') ?? FRESH
  if (stage.cmdChanged === null) {
    return { state: 'never-run', why: 'dvc.lock has no entry of this stage, so it never ran.' }
  }
  if (stage.cmdChanged) {
    return { state: 'stale', why: 'Its command is not the one that ran last.' }
  }
  const stale = items.find(({ state }) => state === 'stale')
  if (stale !== undefined) return { state: 'stale', why: stale.why }
  if (stage.alwaysChanged || (stage.deps.length === 0 && stage.outs.length === 0)) {
    return { state: 'stale', why: 'It runs each time, whatever has changed.' }
  }
  const unknown = items.find(({ state }) => state === 'unknown')
  return unknown === undefined ? FRESH : { state: 'unknown', why: unknown.why }
}
