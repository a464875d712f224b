import { isPathRelated } from '@/lib/repo-data/repo-path'
import type { LineageNode, LineageView } from '@/lib/views/lineage'
import type { PipelineOut, PipelineRoot, PipelineStage, PipelineView } from '@/lib/views/pipeline'
import { addStages } from './add-stages'
import { baseName } from './base-name'
import { findMakers, listUpstream } from './find-makers'
import { MODEL, nodeId, outNodeId } from './node-id'
import { type Graph, type LineageOptions, openGraph } from './open-graph'
import { formatItem } from './stage-facts'

/** A version of a model, and what it was made from. */
export type TracedVersion = {
  /** The model's path from the top of the repository, or a URL; null without one. */
  readonly path: string | null
  /** As the index has it: an md5 of DVC, `git:` and a blob's id, or `sha256:` of Git LFS. */
  readonly hash: string | null
  /** Bytes. */
  readonly size: number | null
  readonly version: string
  readonly commit: string
  /** The page of the commit on the forge; null where it is not known. */
  readonly commitHref: string | null
  /** The stages that it is in. */
  readonly holders: readonly string[]
  /** The page of the version. */
  readonly href: string
  /** The page of its content; null where nothing can be joined with it. */
  readonly dataHref: string | null
  /** The versions that were made from it, in any repository that the viewer may see. */
  readonly users: readonly VersionUser[]
}

type VersionUser = {
  readonly repo: string
  readonly model: string
  readonly version: string
  /** The stages that it is in. */
  readonly stages: readonly string[]
  /** The page of its lineage. */
  readonly href: string
}

/** More users are reached on the page of the content. */
const MAX_USERS = 20

/**
 * The lineage of a version (lineage.md, section 10): all stages and files that its model was made from, what uses the
 * model, the version, and the stages that it is in.
 */
export function buildLineage(
  pipeline: PipelineView,
  traced: TracedVersion,
  options: LineageOptions,
): LineageView {
  const { path } = traced
  const found = path === null ? null : findMakers(pipeline, path)
  const graph = openGraph(options)
  if (found !== null) {
    const stages = listRelated(found.root, found.makers)
    addStages(graph, { root: found.root, stages, model: path })
  }
  addModel(graph, traced, found?.makers ?? [])
  return graph.close(found?.root.problems ?? pipeline.roots.flatMap(({ problems }) => problems))
}

/** The whole pipeline of a commit. */
export function buildPipelineGraph(pipeline: PipelineView, options: LineageOptions): LineageView {
  const graph = openGraph(options)
  for (const root of pipeline.roots) {
    addStages(graph, { root, stages: new Set(root.stages), model: null })
  }
  return graph.close(pipeline.roots.flatMap(({ problems }) => problems))
}

/** What uses what the makers make, all that they were made from, and the makers: the last ones are always drawn. */
function listRelated(
  root: PipelineRoot,
  makers: readonly PipelineStage[],
): ReadonlySet<PipelineStage> {
  const byId = new Map(root.stages.map((stage) => [stage.id, stage]))
  const made = new Set(makers.map(({ id }) => id))
  const users = root.edges.flatMap(([from = '', to = '']) => (made.has(from) ? [to] : []))
  const related = new Set([...listUpstream(root, makers), ...users])
  return new Set([...related].reverse().flatMap((id) => byId.get(id) ?? []))
}

function addModel(graph: Graph, traced: TracedVersion, makers: readonly PipelineStage[]): void {
  const { path, version, commit, commitHref, holders, href } = traced
  const plain = { why: null, count: 1, staleCount: 0, facts: [] }
  const out = makers.flatMap(({ outs }) => outs).find((one) => one.path === path)
  const content = out === undefined ? formatContent(traced) : formatItem(out)
  graph.addNode({
    ...{ ...plain, id: MODEL, label: baseName(path ?? 'no path'), detail: path ?? '' },
    kind: 'model',
    state: out?.state ?? null,
    why: out?.why ?? null,
    facts: [{ label: 'Content', value: content, href: traced.dataHref }],
    href: path === null ? null : graph.options.links.file(path),
  })
  for (const stage of makers) addMaker(graph, stage, { path: path ?? '', out })
  graph.addNode({
    id: 'version',
    kind: 'version',
    label: version,
    detail: '',
    state: null,
    href,
    ...plain,
    facts: [{ label: 'Commit', value: commit, href: commitHref }],
  })
  graph.addEdge({ from: MODEL, to: 'version', state: 'fresh', why: null })
  for (const stage of holders) {
    const id = `holder ${stage}`
    graph.addNode({
      id,
      kind: 'holder',
      label: stage,
      detail: '',
      state: null,
      href: null,
      ...plain,
    })
    graph.addEdge({ from: 'version', to: id, state: 'fresh', why: null })
  }
  addUsers(graph, traced)
}

type Target = { readonly path: string; readonly out: PipelineOut | undefined }

/** The edges to the model from a maker, or from the nodes of what it writes there. */
function addMaker(graph: Graph, stage: PipelineStage, { path, out }: Target): void {
  const { options } = graph
  for (const one of stage.outs) {
    if (one.path === null || !isPathRelated(one.path, path)) continue
    const from = outNodeId(stage, one, { ...options, model: path })
    const { state, why } = out ?? (from === nodeId(stage, options) ? stage : one)
    graph.addEdge({ from, to: MODEL, state, why })
  }
}

/** One hop downstream: what was made from the version. */
function addUsers(graph: Graph, { users, dataHref }: TracedVersion): void {
  const shown = users.length > MAX_USERS ? users.slice(0, MAX_USERS - 1) : users
  const plain = { state: null, why: null, count: 1, staleCount: 0 } as const
  const add = (node: Omit<LineageNode, keyof typeof plain>) => {
    graph.addNode({ ...plain, ...node })
    graph.addEdge({ from: 'version', to: node.id, state: 'fresh', why: null })
  }
  for (const { repo, model, version, stages, href } of shown) {
    add({
      ...{ id: `user ${repo} ${model} ${version}`, kind: 'model', href },
      label: `${model} ${version}`,
      detail: stages.length === 0 ? repo : `${repo}: in ${stages.join(', ')}`,
      facts: [],
    })
  }
  const left = users.length - shown.length
  if (left === 0) return
  const label = `${left.toLocaleString('en-US')} more`
  add({ id: 'users', kind: 'model', label, detail: 'made from it', href: dataHref, facts: [] })
}

/** What is known of a model that no stage makes. */
function formatContent({ path, hash, size }: TracedVersion): string {
  if (path === null) return 'The version has no path.'
  const bytes = size === null ? '' : ` · ${size.toLocaleString('en-US')} bytes`
  if (hash?.startsWith('git:')) return `In Git as blob ${hash.slice('git:'.length)}${bytes}`
  if (hash?.startsWith('sha256:'))
    return `In Git LFS as sha256 ${hash.slice('sha256:'.length)}${bytes}`
  if (/^\w+:\/\//.test(path)) return 'A URL, which is not read.'
  return hash === null ? 'Neither DVC nor Git has the path at this commit.' : `${hash}${bytes}`
}
