import { indexPaths } from '@/lib/dvc/path-index'
import { fileNameOf } from '@/lib/repo-data/repo-path'
import type { LineageEdge, LineageNode } from '@/lib/views/lineage'
import type { PipelineItem, PipelineRoot, PipelineStage } from '@/lib/views/pipeline'
import { type Graph, type LineageOptions, rank } from './open-graph'
import { buildStageFacts } from './stage-facts'

/** Adds the stages with the edges between them, and where their imports come from. */
export function addStages(
  graph: Graph,
  root: PipelineRoot,
  stages: ReadonlySet<PipelineStage>,
): void {
  const byId = new Map<string, PipelineStage>()
  for (const stage of stages) {
    byId.set(stage.id, stage)
    graph.addNode(buildStageNode(stage, graph.options))
    for (const dep of stage.deps) addSource(graph, dep, stage)
  }
  const proofs = new Map([...byId.values()].map((stage) => [stage.id, indexDeps(stage)]))
  for (const [from = '', to = ''] of root.edges) {
    const [upstream, downstream] = [byId.get(from), byId.get(to)]
    if (upstream === undefined || downstream === undefined) continue
    const { state, why } = proveEdge(upstream, downstream, proofs.get(to) ?? (() => []))
    const [start, end] = [upstream, downstream].map((stage) => nodeId(stage, graph.options))
    graph.addEdge({ from: start ?? '', to: end ?? '', state, why, isWeak: false })
  }
}

function indexDeps(stage: PipelineStage) {
  return indexPaths(
    stage.deps.flatMap((dep) => (dep.path === null ? [] : [[dep.path, dep] as const])),
  )
}

/** An edge is as fresh as the least fresh of the paths that it stands for. */
function proveEdge(
  upstream: PipelineStage,
  downstream: PipelineStage,
  depsAt: (path: string) => readonly (readonly PipelineItem[])[],
): Pick<LineageEdge, 'state' | 'why'> {
  if (downstream.state === 'never-run') return { state: 'never-run', why: downstream.why }
  const paths = upstream.outs.flatMap(({ path }) => path ?? [])
  const deps = paths.flatMap((path) => depsAt(path)).flat()
  const [worst] = deps.toSorted((a, b) => rank(b.state) - rank(a.state))
  return worst === undefined
    ? { state: 'unknown', why: 'No path of the two stages could be compared.' }
    : { state: worst.state, why: worst.why }
}

/** The id of a stage's node, which is that of its group where groups are closed. */
export function nodeId({ id, file, group }: PipelineStage, { groups }: LineageOptions): string {
  return group !== null && groups === 'closed' ? `${file}:${group}@` : id
}

function buildStageNode(stage: PipelineStage, options: LineageOptions): LineageNode {
  const { name, file, group, state, why } = stage
  const isGroup = group !== null && options.groups === 'closed'
  const [out] = stage.outs
  const label = isGroup ? group : (name ?? baseName(out?.path ?? file))
  return {
    id: nodeId(stage, options),
    kind: isGroup ? 'group' : name !== null ? 'stage' : stage.import ? 'import' : 'dvc-file',
    label,
    // Members of a group run different commands.
    detail: isGroup || name === null ? file : (stage.cmd[0] ?? file),
    state,
    why,
    count: 1,
    staleCount: state === 'stale' ? 1 : 0,
    href: options.fileHref(file),
    facts: isGroup
      ? [{ label: 'File', value: file, href: options.fileHref(file) }]
      : buildStageFacts(stage, options.fileHref),
  }
}

/** Where an import comes from, which lies outside of the repository. */
function addSource(graph: Graph, dep: PipelineItem, stage: PipelineStage): void {
  if (dep.kind !== 'repo' && dep.kind !== 'external') return
  if (dep.kind === 'external' && dep.path !== null && !/^\w+:\/\//.test(dep.path)) return
  const url = dep.repo?.url ?? dep.path ?? ''
  const rev = dep.repo?.rev ?? dep.repo?.revLock?.slice(0, 7) ?? null
  const id = `source ${url} ${dep.path} ${dep.repo?.revLock ?? ''}`
  graph.addNode({
    id,
    kind: 'external',
    label: baseName(url.replace(/\.git$/, '')),
    detail: [dep.path, rev].filter((part) => part !== null).join(' at '),
    state: null,
    why: null,
    count: 1,
    staleCount: 0,
    href: /^https?:\/\//.test(url) ? url : null,
    facts: [
      { label: 'From', value: url, href: null },
      ...(dep.repo?.revLock ? [{ label: 'Commit', value: dep.repo.revLock, href: null }] : []),
    ],
  })
  const to = nodeId(stage, graph.options)
  graph.addEdge({ from: id, to, state: dep.state, why: dep.why, isWeak: false })
}

/** The last segment of a path or URL. */
export function baseName(path: string): string {
  const trimmed = path.replace(/\/+$/, '')
  return fileNameOf(trimmed) || path
}
