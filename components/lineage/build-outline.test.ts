import { describe, expect, it } from 'vitest'
import { lineageNode, lineageView } from '@/lib/testing/lineage-view'
import { buildOutline, type Entry } from './build-outline'

/** Entries as text: `c(b(a)) also a` is c, under it b, under that a; and c needs a too. */
const write = (entries: readonly Entry[]): string =>
  entries
    .map(({ node, entries, repeats }) => {
      const under = entries.length > 0 ? `(${write(entries)})` : ''
      const also = repeats.map(({ node }) => ` also ${node.id}`).join('')
      return `${node.id}${under}${also}`
    })
    .join(', ')
const outline = (text: string, ids = '') =>
  write(
    buildOutline(
      lineageView(
        text,
        [...ids].map((id) => lineageNode(id)),
      ),
    ),
  )

describe('buildOutline', () => {
  it('what nothing depends on is at the top, and what it depends on is under it', () => {
    expect(outline('a>b b>c x>c')).toBe('c(b(a), x)')
  })

  it('a node has one place, and the others name it', () => {
    expect(outline('a>b b>c a>c')).toBe('c(b(a)) also a')
    expect(outline('a>b a>c')).toBe('b(a), c also a')
  })

  it('nodes without edges come last', () => {
    expect(outline('a>b', 'xab')).toBe('b(a), x')
  })

  it('a cycle has one place', () => {
    expect(outline('a>b b>a')).toBe('a(b also a)')
    expect(outline('a>b b>a b>c')).toBe('c(b(a also b))')
  })

  it('self edges, second edges and edges to unknown nodes add nothing', () => {
    const { nodes, ...view } = lineageView('a>b a>b b>b z>b')
    const known = nodes.filter(({ id }) => id !== 'z')
    expect(write(buildOutline({ ...view, nodes: known }))).toBe('b(a)')
  })

  it('a long chain is nested eight deep', () => {
    expect(outline('a>b b>c c>d d>e e>f f>g g>h h>i i>j')).toBe('j(i(h(g(f(e(d(c, b, a)))))))')
  })

  it('an entry has its edge', () => {
    const [top] = buildOutline(lineageView('a>b'))
    expect(top?.edge).toBe(null)
    expect(top?.entries[0]?.edge).toMatchObject({ from: 'a', to: 'b' })
  })
})
