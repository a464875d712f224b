import { groupBy } from '@/lib/repo-data/group-by'
import type { LineageEdge, LineageNode } from '@/lib/views/lineage'
import type { PipelineItem, PipelineStage } from '@/lib/views/pipeline'
import { type Added, openItems } from './add-items'
import { baseName } from './base-name'
import { indexMade, indexWriters } from './find-makers'
import { nodeId } from './node-id'
import type { Graph, ImportSource, LineageOptions } from './open-graph'
import { openLinks } from './open-links'
import { buildStageFacts, cut } from './stage-facts'

/** Adds the stages with the edges between them, and where their imports come from. */
export function addStages(graph: Graph, given: Omit<Added, 'isMade'>): void {
  const isMade = indexMade(given.root)
  const added = { ...given, isMade }
  const addItems = graph.options.outputs === 'nodes' ? openItems(graph, added) : null
  for (const stage of given.stages) {
    graph.addNode(buildStageNode(stage, graph.options, isMade))
    addItems?.(stage)
    for (const dep of stage.deps) addSource(graph, dep, stage)
  }
  if (addItems === null) addEdges(graph, added)
}

function addEdges(graph: Graph, { root, stages }: Added): void {
  const byId = new Map([...stages].map((stage) => [stage.id, stage]))
  const listLinks = openLinks(indexWriters(root))
  for (const [to, edges] of groupBy(root.edges, ([, end = '']) => end)) {
    const downstream = byId.get(to)
    if (downstream === undefined) continue
    const links = listLinks(downstream)
    const end = nodeId(downstream, graph.options)
    for (const [from = ''] of edges) {
      const upstream = byId.get(from)
      if (upstream === undefined) continue
      const start = nodeId(upstream, graph.options)
      graph.addEdge({ from: start, to: end, ...proveEdge(downstream, links.get(upstream)) })
    }
  }
}

/** An edge is as fresh as the least fresh of the paths that it stands for. */
function proveEdge(
  downstream: PipelineStage,
  worst: PipelineItem | undefined,
): Pick<LineageEdge, 'state' | 'why'> {
  if (downstream.state === 'never-run') return { state: 'never-run', why: downstream.why }
  if (worst !== undefined) return { state: worst.state, why: worst.why }
  return { state: 'unknown', why: 'No path of the two stages could be compared.' }
}

function buildStageNode(
  stage: PipelineStage,
  { groups, links }: LineageOptions,
  isMade: (path: string) => boolean,
): LineageNode {
  const { name, file, group, state, why } = stage
  const isGroup = group !== null && groups === 'closed'
  const [out] = stage.outs
  const label = isGroup ? group : (name ?? baseName(out?.path ?? file))
  return {
    id: nodeId(stage, { groups }),
    kind: isGroup ? 'group' : name !== null ? 'stage' : stage.import ? 'import' : 'dvc-file',
    label,
    // Members of a group run different commands.
    detail: isGroup || name === null ? file : cut(stage.cmd[0] ?? file),
    state,
    why,
    count: 1,
    staleCount: state === 'stale' ? 1 : 0,
    // A `.dvc` file stands for its data.
    href: (name === null ? links.data(out?.hash ?? null) : null) ?? links.file(file),
    facts: isGroup
      ? [{ label: 'File', value: file, href: links.file(file) }]
      : buildStageFacts(stage, links, isMade),
  }
}

/** Where an import comes from, which lies outside of the repository. */
function addSource(graph: Graph, dep: PipelineItem, stage: PipelineStage): void {
  if (dep.kind !== 'repo' && dep.kind !== 'external' && dep.kind !== 'dataset') return
  if (dep.kind === 'external' && dep.path !== null && !/^\w+:\/\//.test(dep.path)) return
  const id = `source ${dep.repo?.url ?? ''} ${dep.path} ${dep.repo?.revLock ?? ''}`
  const source = dep.repo === undefined ? null : graph.options.links.source(dep)
  graph.addNode({ id, ...plain, ...(source ? describeSource(source, dep) : describeOutside(dep)) })
  const to = nodeId(stage, graph.options)
  graph.addEdge({ from: id, to, state: dep.state, why: dep.why })
}

const plain = { state: null, why: null, count: 1, staleCount: 0 } as const

type Described = Pick<LineageNode, 'kind' | 'label' | 'detail' | 'href' | 'facts'>

/** What another connected repository has: the version of a model, or any path of a commit. */
function describeSource({ repo, version, same, href }: ImportSource, dep: PipelineItem): Described {
  const shown = version ?? same[0] ?? null
  const alike = same.slice(0, MAX_SAME)
  return {
    kind: shown === null ? 'data' : 'model',
    label: shown === null ? baseName(dep.path ?? repo) : formatVersion(shown),
    detail: `${repo}: ${formatPlace(dep)}`,
    href,
    facts: [
      { label: 'Repository', value: repo, href: `/repos/${encodeURIComponent(repo)}` },
      ...buildCommitFact(dep),
      ...alike.map((one) => ({ label: 'Same content', value: formatVersion(one), href: one.href })),
    ],
  }
}

/** Versions of one content that are named; the page of the content has all. */
const MAX_SAME = 10

function formatVersion({ model, version }: { readonly model: string; readonly version: string }) {
  return `${model} ${version}`
}

/** What lies in a repository that is not connected, or at a URL. */
function describeOutside(dep: PipelineItem): Described {
  const url = dep.repo?.url ?? dep.path ?? ''
  return {
    kind: 'external',
    label: baseName(url.replace(/\.git$/, '')),
    detail: dep.repo !== undefined ? `not connected: ${formatPlace(dep)}` : formatPlace(dep),
    href: /^https?:\/\//.test(url) ? url : null,
    facts: [{ label: 'From', value: url, href: null }, ...buildCommitFact(dep)],
  }
}

function formatPlace({ path, repo }: PipelineItem): string {
  const rev = repo?.rev ?? repo?.revLock?.slice(0, 7) ?? null
  return [path, rev].filter((part) => part !== null).join(' at ')
}

function buildCommitFact({ repo }: PipelineItem): LineageNode['facts'] {
  return repo?.revLock ? [{ label: 'Commit', value: repo.revLock, href: null }] : []
}
