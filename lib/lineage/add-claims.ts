import type { LineageNode } from '@/lib/views/lineage'
import type { PipelineStage } from '@/lib/views/pipeline'
import { baseName } from './base-name'
import { MODEL, outNodeId } from './node-id'
import type { Graph } from './open-graph'
import type { CardClaim, TracedVersion } from './traced-version'

/** Claims of each kind that have a node; the card has the others. */
const MAX_CLAIMS = 20

const BASE = "The version's card names it as the base model. Nothing proves it."
const DATA = "The version's card names it as a data set. Nothing proves it."
const WHY = { 'base-model': BASE, data: DATA }

/**
 * Adds what the card of the version names. A data set that a stage writes is said at the node of its file; the rest has a
 * node of its own, with an edge that is only claimed.
 */
export function addClaims(
  graph: Graph,
  traced: TracedVersion,
  stages: ReadonlySet<PipelineStage>,
): void {
  for (const kind of ['base-model', 'data'] as const) {
    const claims = traced.claims.filter((claim) => claim.kind === kind)
    const shown = claims.length > MAX_CLAIMS ? claims.slice(0, MAX_CLAIMS - 1) : claims
    for (const claim of shown) {
      const ids = kind === 'data' ? listWritten(graph, claim, { traced, stages }) : []
      const fact = { label: 'Card', value: `names it as ${claim.written}`, href: null }
      for (const id of ids) graph.addFact(id, fact)
      if (ids.length === 0) addClaimed(graph, buildClaimNode(claim))
    }
    const left = claims.length - shown.length
    if (left > 0) addClaimed(graph, buildRest(kind, left))
  }
}

function addClaimed(graph: Graph, node: LineageNode): void {
  graph.addNode(node)
  graph.addEdge({ from: node.id, to: MODEL, state: 'claimed', why: node.why })
}

const plain = { state: null, count: 1, staleCount: 0 } as const

function buildClaimNode({ kind, written, known }: CardClaim): LineageNode {
  return {
    ...{ ...plain, id: `card ${kind} ${written}`, kind, why: WHY[kind] },
    label: known?.name ?? written,
    detail:
      known === null ? 'named by the card, not known here' : `${known.repo}: named by the card`,
    href: known?.href ?? null,
    facts: [{ label: 'Card', value: written, href: null }],
  }
}

function buildRest(kind: CardClaim['kind'], left: number): LineageNode {
  const label = `${left.toLocaleString('en-US')} more`
  const detail = 'named by the card'
  return {
    ...plain,
    id: `card ${kind}`,
    kind,
    why: WHY[kind],
    label,
    detail,
    href: null,
    facts: [],
  }
}

type Written = { readonly traced: TracedVersion; readonly stages: ReadonlySet<PipelineStage> }

/** The nodes of the files that are the data set: of the path that it is registered with, else of its name. */
function listWritten(
  { options }: Graph,
  { written, known }: CardClaim,
  { traced: { path: model }, stages }: Written,
): readonly string[] {
  const outs = [...stages].flatMap((stage) =>
    stage.outs.flatMap(({ path }) =>
      path === null || path === model
        ? []
        : [{ path, id: outNodeId(stage, { path }, { ...options, model }) }],
    ),
  )
  const registered = outs.filter(({ path }) => path === known?.path)
  const found =
    registered.length > 0 ? registered : outs.filter(({ path }) => isNamed(path, written))
  return [...new Set(found.map(({ id }) => id))].filter((id) => id !== MODEL)
}

/** Whether a path ends in the name, with or without its suffix. */
function isNamed(path: string, written: string): boolean {
  const file = baseName(path)
  const dot = file.lastIndexOf('.')
  return file === baseName(written) || (dot > 0 && file.slice(0, dot) === baseName(written))
}
