import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { root } from '@/scripts/steps/root.mjs'
import { layoutGraph } from './layout-graph'

type Edge = { readonly from: string; readonly to: string }
type Graph = { readonly nodes: readonly { readonly id: string }[]; readonly edges: readonly Edge[] }
type Expected = {
  readonly stages: Readonly<Record<string, unknown>> | null
  readonly edges: readonly (readonly [string, string])[] | null
}

const buildGraph = (
  ids: Iterable<string>,
  pairs: readonly (readonly [string, string])[],
): Graph => ({
  nodes: [...ids].map((id) => ({ id })),
  edges: pairs.map(([from, to]) => ({ from, to })),
})
/** A graph of named edges, as in `a>b b>c`. */
const draw = (text: string): Graph => {
  const pairs = text.split(' ').map((edge): [string, string] => {
    const [from = '', to = ''] = edge.split('>')
    return [from, to]
  })
  return buildGraph(new Set(pairs.flat()), pairs)
}
const listDrawn = (graph: Graph) =>
  layoutGraph(graph)
    .edges.map(({ index }) => `${graph.edges[index]?.from}>${graph.edges[index]?.to}`)
    .toSorted()
const listLayers = (graph: Graph) =>
  Object.fromEntries(layoutGraph(graph).nodes.map(({ id, layer }) => [id, layer]))

const folder = path.join(root, 'lib/testing/conformance/lineage')
const pipelines = readdirSync(folder)
  .filter((name) => name.endsWith('.expected.json'))
  .flatMap((name) =>
    Object.entries(JSON.parse(readFileSync(path.join(folder, name), 'utf8'))).map(
      ([directory, value]): [string, Graph] => {
        const { stages, edges } = value as Expected
        const ids = new Set([...Object.keys(stages ?? {}), ...(edges ?? []).flat()])
        return [`${name.replace('.expected.json', '')} ${directory}`, buildGraph(ids, edges ?? [])]
      },
    ),
  )

function expectGoodLayout(graph: Graph): void {
  const layout = layoutGraph(graph)
  const { node, nodes, edges, width, height } = layout
  expect(nodes.map(({ id }) => id)).toEqual([...new Set(graph.nodes.map(({ id }) => id))].sort())
  expect(countOverlaps(layout)).toBe(0)
  for (const { x, y } of nodes) {
    expect([x >= 0, y >= 0, x + node.width <= width, y + node.height <= height]).not.toContain(
      false,
    )
  }
  const layers = new Map(nodes.map(({ id, layer }) => [id, layer]))
  for (const { index, isBackward, path: data } of edges) {
    const { from = '', to = '' } = graph.edges[index] ?? {}
    if (!isBackward) expect(layers.get(to)).toBeGreaterThan(layers.get(from) ?? 0)
    expect(data).toMatch(/^M[\d .CH-]+$/)
  }
}

/** Two nodes of one column are neighbours in its order; columns of the same start have the same width. */
function countOverlaps({ node, nodes }: ReturnType<typeof layoutGraph>): number {
  return nodes.filter((a, at) =>
    nodes
      .slice(at + 1)
      .some((b) => Math.abs(a.x - b.x) < node.width && Math.abs(a.y - b.y) < node.height),
  ).length
}

/** What the layout says, without the places of edges in the input. */
function describeLayout(graph: Graph) {
  const { edges, ...rest } = layoutGraph(graph)
  const named = edges.map(({ index, ...edge }) => ({ ...graph.edges[index], ...edge }))
  return { ...rest, edges: named }
}

const letter = fc.constantFrom(...'abcdefghijkl')
const anyGraph = fc
  .array(fc.record({ from: letter, to: letter }), { maxLength: 40 })
  .map((edges): Graph => ({ nodes: [...'abcdefghij'].map((id) => ({ id })), edges }))

/** A pipeline of `stages` steps over `length` items: each step has the output of the one before, and of the first. */
function buildGrid(length: number, stages: number): Graph {
  const name = (stage: number, item: number) => `${stage}/${item}`
  const cells = Array.from({ length: stages }, (_, stage) =>
    Array.from({ length }, (_, item) => [stage, item] as const),
  ).flat()
  const pairs = cells
    .filter(([stage]) => stage > 0)
    .flatMap(([stage, item]): [string, string][] => [
      [name(stage - 1, item), name(stage, item)],
      [name(0, item), name(stage, item)],
      ['params', name(stage, item)],
    ])
  return buildGraph(['params', ...cells.map(([stage, item]) => name(stage, item))], pairs)
}

describe('layoutGraph', () => {
  it.each(pipelines)('%s is drawn from left to right, and no two nodes overlap', (_, graph) => {
    expectGoodLayout(graph)
  })

  it.each(pipelines)('%s looks the same in whatever order it comes', (_, graph) => {
    const reversed = { nodes: graph.nodes.toReversed(), edges: graph.edges.toReversed() }
    expect(describeLayout(reversed)).toEqual(describeLayout(graph))
  })

  it('any graph gets a layout that does not depend on the order', () => {
    fc.assert(
      fc.property(anyGraph, (graph) => {
        expectGoodLayout(graph)
        const reversed = { nodes: graph.nodes.toReversed(), edges: graph.edges.toReversed() }
        expect(describeLayout(reversed)).toEqual(describeLayout(graph))
      }),
    )
  })

  it('an edge that follows from others is not drawn', () => {
    expect(listDrawn(draw('a>b b>c a>c c>d a>d'))).toEqual(['a>b', 'b>c', 'c>d'])
  })

  it('a node stands after all that it depends on, and what it alone needs stands next to it', () => {
    expect(listLayers(draw('a>b b>c c>d x>d'))).toEqual({ a: 0, b: 1, c: 2, d: 3, x: 2 })
  })

  it('self edges, second edges and edges to unknown nodes are not drawn', () => {
    const graph = buildGraph(
      ['a', 'b', 'a'],
      [
        ['a', 'b'],
        ['a', 'a'],
        ['a', 'b'],
        ['a', 'none'],
      ],
    )
    expect(layoutGraph(graph).edges.map(({ index }) => index)).toEqual([0])
    expect(layoutGraph(graph).nodes.map(({ id }) => id)).toEqual(['a', 'b'])
  })

  it('the edge that closes a cycle leads back', () => {
    const graph = draw('a>b b>c c>a')
    expect(layoutGraph(graph).edges.map(({ index, isBackward }) => [index, isBackward])).toEqual([
      [0, false],
      [1, false],
      [2, true],
    ])
  })

  it('a chain is a straight line', () => {
    expect(layoutGraph(draw('a>b b>c')).edges.map((edge) => edge.path)).toEqual([
      'M192 22H233',
      'M425 22H466',
    ])
  })

  it('a long edge goes between the nodes of the layer that it passes', () => {
    const layout = layoutGraph(draw('a>b x>y a>z y>z'))
    const placeOf = (name: string) => layout.nodes.find(({ id }) => id === name)
    expect([placeOf('b')?.x, placeOf('b')?.y, placeOf('y')?.y]).toEqual([235, 0, 76])
    const long = layout.edges.find(({ index }) => index === 2)
    expect(long?.path).toBe('M192 36C214 36 214 60 235 60H427C448 60 448 79 469 79')
  })

  it('nodes without edges fill lines', () => {
    const { width, height, nodes } = layoutGraph(buildGraph('abcdefg', []))
    expect({ width, height }).toEqual({ width: 1056, height: 112 })
    expect(nodes.at(-1)).toEqual({ id: 'g', layer: 0, x: 216, y: 68 })
  })

  it('an empty graph has no size', () => {
    const { width, height, nodes, edges } = layoutGraph({ nodes: [], edges: [] })
    expect({ width, height, nodes, edges }).toEqual({ width: 0, height: 0, nodes: [], edges: [] })
  })

  it('a dense pipeline takes few steps', () => {
    const [, graph] = pipelines.find(([name]) => name === 'BMIM-BF4 .') ?? []
    const steps = { taken: 0, max: 500_000 }
    layoutGraph(graph ?? { nodes: [], edges: [] }, undefined, steps)
    expect(steps.taken).toBeLessThan(100_000)
  })

  it('the steps grow with the graph, and end at their maximum', () => {
    const count = (length: number, max: number) => {
      const steps = { taken: 0, max }
      expectGoodSteps(layoutGraph(buildGrid(length, 8), undefined, steps), length)
      return steps.taken
    }
    expect(count(520, 500_000)).toBeLessThan(2.5 * count(260, 500_000))
    expect(count(520, 1000)).toBeLessThan(2000)
  })
})

function expectGoodSteps({ nodes }: ReturnType<typeof layoutGraph>, length: number): void {
  expect(nodes).toHaveLength(8 * length + 1)
}
