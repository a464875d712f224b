import type { Nodes } from 'mdast'
import { expect, test } from 'vitest'
import type { CardText } from './card'
import { parseMarkdown } from './parse-markdown'

function treeOf(text: string) {
  const parsed = parseMarkdown(text)
  if (parsed.kind !== 'tree') throw new Error('it is shown as it is written')
  return parsed
}

function listNodes(node: Nodes): readonly Nodes[] {
  return 'children' in node ? [node, ...node.children.flatMap(listNodes)] : [node]
}

function depthOf(node: Nodes): number {
  return 'children' in node ? 1 + Math.max(0, ...node.children.map(depthOf)) : 1
}

test('headings begin at the third level and leave out none', () => {
  const { tree } = treeOf('# A\n\n### B\n\n## C\n\n###### D\n\n# E\n')
  const levels = tree.children.map((node) => (node.type === 'heading' ? node.depth : 0))
  expect(levels).toEqual([3, 4, 4, 5, 3])
})

test('references stand for what they refer to, and HTML is left out', () => {
  const { tree } = treeOf(
    'a <b>c</b> [d][x] ![e][x] [f][y]\n\n<div>g</div>\n\n[x]: g.png "title"\n',
  )
  expect(tree.children).toEqual([
    {
      type: 'paragraph',
      children: [
        { type: 'text', value: 'a ' },
        { type: 'text', value: 'c' },
        { type: 'text', value: ' ' },
        { type: 'link', url: 'g.png', children: [{ type: 'text', value: 'd' }] },
        { type: 'text', value: ' ' },
        { type: 'image', url: 'g.png', alt: 'e' },
        { type: 'text', value: ' [f][y]' },
      ],
    },
  ])
})

test('hidden characters have their names', () => {
  const { tree } = treeOf('a\u202eb `c\u200bd`')
  const values = listNodes(tree).flatMap((node) => ('value' in node ? [node.value] : []))
  expect(values).toEqual(['a[U+202E]b ', 'c[U+200B]d'])
})

test.each([
  ['many paragraphs', 'word\n\n'.repeat(6_000)],
  ['a wide table', `|${'a|'.repeat(600)}\n|${'-|'.repeat(600)}\n${'|a|\n'.repeat(600)}`],
  ['lists in lists', Array.from({ length: 40 }, (_, n) => `${'  '.repeat(n)}- a\n`).join('')],
])('%s are cut', (_what, text) => {
  const { tree, isCut } = treeOf(text)
  expect(isCut).toBe(true)
  expect(listNodes(tree).length).toBeLessThanOrEqual(5_001)
  expect(depthOf(tree)).toBeLessThanOrEqual(27)
  const rows = listNodes(tree).filter((node) => node.type === 'tableRow')
  for (const row of rows) expect(row.children.length).toBeLessThanOrEqual(40)
})

test('addresses that are too long, or repeat a long one too often, are left out', () => {
  const long = 'x'.repeat(1_900)
  const { tree } = treeOf(`${'[a][b] '.repeat(500)}\n\n[c](${'y'.repeat(3_000)})\n\n[b]: ${long}\n`)
  const links = listNodes(tree).filter((node) => node.type === 'link')
  expect(links).toHaveLength(105)
})

test('what is nested too deeply for the parser is shown as it is written', () => {
  const text = '>'.repeat(12_000)
  const plain: CardText = { kind: 'plain', text, isCut: false }
  expect(parseMarkdown(text)).toEqual(plain)
})
