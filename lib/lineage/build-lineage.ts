import { indexPaths } from '@/lib/dvc/path-index'
import type { LineageEdge, LineageNode, LineageState, LineageView } from '@/lib/views/lineage'
import type { PipelineItem, PipelineRoot, PipelineStage, PipelineView } from '@/lib/views/pipeline'
import { buildStageFacts, type FileHref, formatItem } from './stage-facts'

export type LineageOptions = {
  /** Whether what `foreach` and `matrix` expand is one node. */
  readonly groups: 'closed' | 'open'
  /** The page of a file of the commit on the forge; null where it is not known. */
  readonly fileHref: FileHref
}

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
}

/** More nodes are not drawn; `total` says how many there are. */
const MAX_NODES = 400

/** Facts of all nodes together, so that a page of many nodes stays light; each node has at least a few. */
const MAX_FACTS = 800
const FEW_FACTS = 3

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
  if (found !== null) addStages(graph, found.root, listRelated(found.root, found.makers))
  addModel(graph, traced, found?.makers ?? [])
  return graph.close(found?.root.problems ?? pipeline.roots.flatMap(({ problems }) => problems))
}

/** The whole pipeline of a commit. */
export function buildPipelineGraph(pipeline: PipelineView, options: LineageOptions): LineageView {
  const graph = openGraph(options)
  for (const root of pipeline.roots) addStages(graph, root, new Set(root.stages))
  return graph.close(pipeline.roots.flatMap(({ problems }) => problems))
}

type Makers = { readonly root: PipelineRoot; readonly makers: readonly PipelineStage[] }

/** The stages that write the path, a path below it, or one above it. */
function findMakers({ roots }: PipelineView, path: string): Makers | null {
  for (const root of roots) {
    const writers = indexPaths(
      root.stages.flatMap((stage) =>
        stage.outs.flatMap((out) => (out.path === null ? [] : [[out.path, stage] as const])),
      ),
    )
    const makers = [...new Set(writers(path).flat())]
    if (makers.length > 0) return { root, makers }
  }
  return null
}

/** The makers, all that they were made from, and what uses what they make. */
function listRelated(
  { stages, edges }: PipelineRoot,
  makers: readonly PipelineStage[],
): ReadonlySet<PipelineStage> {
  const byId = new Map(stages.map((stage) => [stage.id, stage]))
  const upstream = new Map<string, string[]>()
  for (const [from = '', to = ''] of edges) {
    const before = upstream.get(to)
    if (before === undefined) upstream.set(to, [from])
    else before.push(from)
  }
  const found = new Set(makers.map(({ id }) => id))
  // A Set's iteration goes on to what is added meanwhile.
  for (const id of found) for (const from of upstream.get(id) ?? []) found.add(from)
  const made = new Set(makers.map(({ id }) => id))
  for (const [from = '', to = ''] of edges) if (made.has(from)) found.add(to)
  return new Set([...found].flatMap((id) => byId.get(id) ?? []))
}

type Graph = ReturnType<typeof openGraph>

function openGraph(options: LineageOptions) {
  const nodes = new Map<string, LineageNode>()
  const edges = new Map<string, LineageEdge>()
  return {
    options,
    addNode: (node: LineageNode) => void nodes.set(node.id, merge(nodes.get(node.id), node)),
    addEdge: (edge: LineageEdge) => {
      if (edge.from === edge.to) return
      const key = `${edge.from}\0${edge.to}`
      const before = edges.get(key)
      if (before === undefined || rank(edge.state) > rank(before.state)) edges.set(key, edge)
    },
    close: (problems: LineageView['problems']): LineageView => {
      const shown = limitFacts([...nodes.values()].reverse().slice(0, MAX_NODES))
      const ids = new Set(shown.map(({ id }) => id))
      return {
        nodes: shown,
        edges: [...edges.values()].filter(({ from, to }) => ids.has(from) && ids.has(to)),
        problems: distinct(problems),
        total: nodes.size,
      }
    },
  }
}

/** The states from the best to the worst. */
const STATES: readonly LineageState[] = ['fresh', 'unknown', 'never-run', 'stale']

function rank(state: LineageState | null): number {
  return state === null ? -1 : STATES.indexOf(state)
}

/** One more member of a group. */
function merge(before: LineageNode | undefined, node: LineageNode): LineageNode {
  if (before === undefined) return node
  const worse = rank(node.state) > rank(before.state) ? node : before
  return {
    ...before,
    state: worse.state,
    why: worse.why,
    count: before.count + 1,
    staleCount: before.staleCount + node.staleCount,
  }
}

/** The first facts of each node; the last one says how many more there are. */
function limitFacts(nodes: readonly LineageNode[]): readonly LineageNode[] {
  const most = Math.max(FEW_FACTS, Math.floor(MAX_FACTS / Math.max(1, nodes.length)))
  return nodes.map((node) => {
    const { facts } = node
    if (facts.length <= most) return node
    const left = `${(facts.length - most).toLocaleString('en-US')} in the pipeline of the API`
    return { ...node, facts: [...facts.slice(0, most), { label: 'More', value: left, href: null }] }
  })
}

function distinct(problems: LineageView['problems']): LineageView['problems'] {
  const keyOf = ({ file, code, detail }: LineageView['problems'][number]) =>
    [code, file, detail].join('\0')
  return [...new Map(problems.map((problem) => [keyOf(problem), problem])).values()]
}

function addStages(graph: Graph, root: PipelineRoot, stages: ReadonlySet<PipelineStage>): void {
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

function nodeId({ id, file, group }: PipelineStage, { groups }: LineageOptions): string {
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

function addModel(graph: Graph, traced: TracedVersion, makers: readonly PipelineStage[]): void {
  const { path, version, commit, commitHref, holders, href } = traced
  const plain = { why: null, count: 1, staleCount: 0, facts: [] }
  const out = makers.flatMap(({ outs }) => outs).find((one) => one.path === path)
  const content = out === undefined ? formatContent(traced) : formatItem(out)
  graph.addNode({
    ...{ ...plain, id: 'model', label: baseName(path ?? 'no path'), detail: path ?? '' },
    kind: 'model',
    state: out?.state ?? null,
    why: out?.why ?? null,
    facts: [{ label: 'Content', value: content, href: null }],
    href: path === null ? null : graph.options.fileHref(path),
  })
  for (const stage of makers) {
    const { state, why } = out ?? stage
    graph.addEdge({ from: nodeId(stage, graph.options), to: 'model', state, why, isWeak: false })
  }
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
  graph.addEdge({ from: 'model', to: 'version', state: 'fresh', why: null, isWeak: false })
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
    graph.addEdge({ from: 'version', to: id, state: 'fresh', why: null, isWeak: false })
  }
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

function baseName(path: string): string {
  const trimmed = path.replace(/\/+$/, '')
  return trimmed.slice(trimmed.lastIndexOf('/') + 1) || path
}
