import { createElement } from 'react'
import { prerender } from 'react-dom/static'
import { describe, expect, it } from 'vitest'
import { layoutGraph } from '@/lib/lineage/layout-graph'
import { lineageNode, lineageView } from '@/lib/testing/lineage-view'
import { type LineageView, lineage } from '@/lib/views/lineage'
import { Lineage } from './lineage'

/** The parts that the server draws are lazy, so that the whole is waited for. */
async function render(given: LineageView): Promise<string> {
  const view = lineage.parse(given)
  const layout = layoutGraph(view)
  const element = createElement(Lineage, { view, layout, title: 'Pipeline of nn' })
  const { prelude } = await prerender(element)
  return (await new Response(prelude).text()).replaceAll('<!-- -->', '')
}
const listAll = (html: string, pattern: RegExp) =>
  [...html.matchAll(pattern)].map(([, found]) => found)

const stale = lineageNode('a', { state: 'stale', why: 'a.py is newer', href: '/stages/a' })
const view = lineageView('z>a a>b z>b', [stale])

describe('Lineage', () => {
  it('nodes are named in the order of their columns', async () => {
    expect(listAll(await render(view), /class="lineage-node[^>]*aria-label="([^"]+)"/g)).toEqual([
      'Stage z, fresh',
      'Stage a, stale: a.py is newer',
      'Stage b, fresh',
    ])
  })

  it('a node with a page links to it, in the drawing and in the list', async () => {
    expect(listAll(await render(view), /<a [^>]*?href="(\/stages[^"]+)"/g)).toEqual([
      '/stages/a',
      '/stages/a',
    ])
  })

  it('a node without a page links to its entry, and takes the focus if it has a reason to show', async () => {
    const html = await render(lineageView('a>b', [{ ...stale, href: null }]))
    const drawn = listAll(html, /(<a [^>]*class="lineage-node[^>]*>)/g).map((node = '') => [
      /aria-label="([^"]+)"/.exec(node)?.[1],
      node.includes('tabindex="-1"'),
    ])
    expect(drawn).toEqual([
      ['Stage a, stale: a.py is newer', false],
      ['Stage b, fresh', true],
    ])
    for (const target of listAll(html, /href="#([^"]+)" class="lineage-node/g)) {
      expect(html).toContain(`<li id="${target}">`)
    }
  })

  it('an edge that follows from others is in the list alone, and leads to an entry', async () => {
    const html = await render(view)
    expect(listAll(html, /data-ends="([^"]+)"/g)).toEqual(['0 1', '1 2'])
    const [target] = listAll(html, /href="#([^"]+)">/g)
    expect(html).toContain(`<li id="${target}">`)
    expect(html).toContain('2 of 3 links drawn')
  })

  it('of many links to entries above, the list has the first ones', async () => {
    const ends = Array.from({ length: 15 }, (_, at) => `s${at}`)
    const edges = ends.flatMap((end) => [`${end}>x`, `${end}>y`])
    const html = await render(lineageView(edges.join(' ')))
    expect(listAll(html, /href="#([^"]+)">/g).length).toBe(12)
    expect(html).toContain('<span>and 3 more</span>')
  })

  it('an edge shows its reason in both', async () => {
    const { edges, ...rest } = lineageView('a>b')
    const why = 'its hash differs'
    const html = await render({
      ...rest,
      edges: edges.map((edge) => ({ ...edge, state: 'stale', why })),
    })
    expect(html).toContain('data-tip="stale: its hash differs"')
    expect(html).toContain('Its link here is stale: its hash differs')
  })

  it('that a stage never ran stands at the stage, not at what it depends on', async () => {
    const { edges, ...rest } = lineageView('a>b a>c b>c')
    const why = 'it never ran'
    const never = edges.map((edge) => ({ ...edge, state: 'never-run' as const, why }))
    const html = await render({ ...rest, edges: never })
    expect(html).toContain('data-tip="never run: it never ran"')
    expect(html).not.toContain('link here is')
    expect(html).not.toContain('link never run')
  })

  it('what only the card claims has a line and a word of its own', async () => {
    const why = 'The card names it.'
    const base = lineageNode('org/b', { kind: 'base-model', state: null, why })
    const { edges, ...rest } = lineageView('org/b>m', [base])
    const claimed = edges.map((edge) => ({ ...edge, state: 'claimed' as const, why }))
    const html = await render({ ...rest, edges: claimed })
    expect(html).toContain('aria-label="Base model org/b: The card names it."')
    expect(html).toContain('class="lineage-edge is-claimed"')
    expect(html).toContain('data-tip="claimed: The card names it."')
  })

  it('without scripts there is no field that does nothing', async () => {
    expect(await render(view)).not.toContain('<input')
    expect(await render(view)).toContain('class="lineage-buttons" hidden=""')
  })

  it('problems stand above the list, with their files', async () => {
    const problem = { file: 'dvc.yaml', detail: 'a and b have the same out', code: 'same-out' }
    const html = await render({ ...view, problems: [problem] })
    expect(html).toContain('1 problem in the files of this pipeline')
    expect(html).toContain('<bdi>dvc.yaml</bdi></code><bdi>a and b have the same out</bdi>')
    expect(await render(view)).not.toContain('lineage-problems')
  })
})
