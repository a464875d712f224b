import type { LineageEdge, LineageNode, LineageView, LinkState } from '@/lib/views/lineage'
import type { PipelineItem } from '@/lib/views/pipeline'

/** What people choose to see. */
export type LineageSwitches = {
  /** Whether what `foreach` and `matrix` expand is one node. */
  readonly groups: 'closed' | 'open'
  /** Whether the files of stages are facts of their nodes alone, or nodes too. */
  readonly outputs: 'facts' | 'nodes'
  /** Whether only what a model was made from and what uses it is shown, or all stages of the commit. */
  readonly stages: 'model' | 'all'
}

export type LineageOptions = LineageSwitches & {
  readonly links: LineageLinks
}

/** Where nodes and facts lead to. */
export type LineageLinks = {
  /** The page of a file of the commit on the forge; null where it is not known. */
  readonly file: (path: string) => string | null
  /** What changed from a commit to this one on the forge; null where it is not known. */
  readonly changes: (from: string) => string | null
  /** The page of a content; null for a hash that joins nothing. */
  readonly data: (hash: PipelineItem['hash']) => string | null
  /** The place in a connected repository that an import came from; null where the viewer knows none. */
  readonly source: (dep: PipelineItem) => ImportSource | null
}

export type ImportSource = {
  readonly repo: string
  /** The version of a model that was imported; null where it was something else. */
  readonly version: SourceVersion | null
  /** Without such a version: those in the repository that have the imported content, the first one to be shown. */
  readonly same: readonly (SourceVersion & { readonly href: string })[]
  /** The page of the version, else of the first one of the same content, else of the repository's pipeline at the commit. */
  readonly href: string
}

type SourceVersion = { readonly model: string; readonly version: string }

/** More nodes are not drawn; `total` says how many there are. */
const MAX_NODES = 400

/** Nor more links; `totalLinks` says how many there are between the nodes: 400 stages can have 40,000. */
const MAX_LINKS = 2_000

/** Facts of all nodes together, so that a page of many nodes stays light; each node has at least a few. */
const MAX_FACTS = 800
const FEW_FACTS = 3

export type Graph = ReturnType<typeof openGraph>

type AddLater = (isShown: (id: string) => boolean) => void

/** Collects nodes and edges. Of several edges between two nodes, the least fresh one counts. */
export function openGraph(options: LineageOptions) {
  const nodes = new Map<string, LineageNode>()
  const edges = new Map<string, LineageEdge>()
  const later: AddLater[] = []
  return {
    options,
    addNode: (node: LineageNode) => void nodes.set(node.id, merge(nodes.get(node.id), node)),
    /** Adds a fact to a node that has been added, before its others. */
    addFact: (id: string, fact: LineageNode['facts'][number]) => {
      const node = nodes.get(id)
      if (node !== undefined) nodes.set(id, { ...node, facts: [fact, ...node.facts] })
    },
    addEdge: (edge: LineageEdge) => {
      if (edge.from === edge.to) return
      const key = `${edge.from}\0${edge.to}`
      const before = edges.get(key)
      if (before === undefined || rank(edge.state) > rank(before.state)) edges.set(key, edge)
    },
    /** Adds edges once it is known which nodes are shown. */
    addLater: (add: AddLater) => void later.push(add),
    close: (problems: LineageView['problems']): LineageView => {
      const shown = limitFacts([...nodes.values()].reverse().slice(0, MAX_NODES))
      const ids = new Set(shown.map(({ id }) => id))
      for (const add of later) add((id) => ids.has(id))
      const links = [...edges.values()].filter(({ from, to }) => ids.has(from) && ids.has(to))
      return {
        nodes: shown,
        edges: links.slice(-MAX_LINKS),
        problems: distinct(problems),
        total: nodes.size,
        totalLinks: links.length,
      }
    },
  }
}

/** The states from the best to the worst. What is more than claimed has a state of its own. */
const STATES: readonly LinkState[] = ['claimed', 'fresh', 'unknown', 'never-run', 'stale']

/** The higher, the less fresh. */
export function rank(state: LinkState | null): number {
  return state === null ? -1 : STATES.indexOf(state)
}

/** A group counts its members; any other node that is added again is the same one. The least fresh state counts. */
function merge(before: LineageNode | undefined, node: LineageNode): LineageNode {
  if (before === undefined) return node
  const { state, why } = rank(node.state) > rank(before.state) ? node : before
  if (before.kind !== 'group') return { ...before, state, why }
  return {
    ...before,
    state,
    why,
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
