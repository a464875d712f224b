import type { Definition, Heading, Nodes, Root, RootContent } from 'mdast'
import { nameHiddenCharacters } from '@/lib/registry/hidden-characters'

/** What makes a page slow, and what no card needs. */
const MAX_NODES = 5_000
const MAX_DEPTH = 24
const MAX_COLUMNS = 40
const MAX_URL = 2_000
/** Characters of the addresses that references repeat. */
const MAX_REPEATED = 200_000

/** The page has headings of the first two levels above the card. */
const FIRST_LEVEL = 3

export type LimitedTree = { readonly tree: Root; readonly isCut: boolean }

type Limits = {
  readonly definitions: ReadonlyMap<string, string>
  readonly levels: number[]
  nodes: number
  repeated: number
  isCut: boolean
}

/**
 * A tree of Markdown whose rendering takes no more than a bounded time: no more than so many nodes, levels and columns. It
 * has no HTML, references stand for what they refer to, and hidden characters have their names. Headings begin at the third
 * level and leave out none.
 */
export function limitTree(root: Root): LimitedTree {
  const limits: Limits = {
    definitions: listDefinitions(root),
    levels: [],
    nodes: MAX_NODES,
    repeated: MAX_REPEATED,
    isCut: false,
  }
  const children = listChildren(root.children, limits, 0) as RootContent[]
  return { tree: { type: 'root', children }, isCut: limits.isCut }
}

/** Addresses by identifier; the first of a name counts. */
function listDefinitions(root: Root): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  const waiting: Nodes[] = [root]
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.type === 'definition') add(found, node)
    if ('children' in node) waiting.push(...node.children.slice(0, 100_000).toReversed())
  }
  return found
}

function add(found: Map<string, string>, { identifier, url }: Definition): void {
  if (!found.has(identifier)) found.set(identifier, url)
}

function listChildren(children: readonly Nodes[], limits: Limits, depth: number): Nodes[] {
  const kept: Nodes[] = []
  for (const child of children) {
    if (limits.nodes <= 0) {
      limits.isCut = true
      break
    }
    kept.push(...limitNode(child, limits, depth))
  }
  return kept
}

/** The node as it is shown; its children where it is no more than them. */
function limitNode(node: Nodes, limits: Limits, depth: number): Nodes[] {
  if (node.type === 'html' || node.type === 'definition' || node.type === 'yaml') return []
  if (depth > MAX_DEPTH) {
    limits.isCut = true
    return []
  }
  limits.nodes -= 1
  if ('value' in node)
    return [{ ...plainNode(node), value: nameHiddenCharacters(node.value) } as Nodes]
  if (node.type === 'image' || node.type === 'imageReference') return limitImage(node, limits)
  if (node.type === 'heading') setLevel(node, limits.levels)
  if (!('children' in node)) return [plainNode(node)]
  const most = node.type === 'tableRow' ? MAX_COLUMNS : node.children.length
  if (node.children.length > most) limits.isCut = true
  const children = listChildren(node.children.slice(0, most), limits, depth + 1)
  if (node.type !== 'link' && node.type !== 'linkReference')
    return [{ ...plainNode(node), children } as Nodes]
  const url = urlOf(node, limits)
  return url === null ? children : [{ type: 'link', url, children } as Nodes]
}

/** Without positions, titles and what plugins could add. */
function plainNode(node: Nodes): Nodes {
  const { position: _position, data: _data, ...rest } = node
  if (rest.type === 'table') return { ...rest, align: rest.align?.slice(0, MAX_COLUMNS) ?? null }
  if (rest.type === 'code') return { ...rest, meta: null }
  return rest
}

type Addressed = Extract<
  Nodes,
  { type: 'link' } | { type: 'linkReference' } | { type: 'image' } | { type: 'imageReference' }
>

/** Null for an address that is too long, or not there. */
function urlOf(node: Addressed, limits: Limits): string | null {
  const isReference = node.type === 'linkReference' || node.type === 'imageReference'
  const url = isReference ? limits.definitions.get(node.identifier) : node.url
  if (url === undefined || url.length > MAX_URL) return null
  if (isReference) limits.repeated -= url.length
  return limits.repeated < 0 ? null : url
}

function limitImage(
  node: Extract<Nodes, { type: 'image' } | { type: 'imageReference' }>,
  limits: Limits,
): Nodes[] {
  const alt = nameHiddenCharacters(node.alt ?? '')
  const url = urlOf(node, limits)
  return url === null ? [{ type: 'text', value: alt }] : [{ type: 'image', url, alt }]
}

/** A heading is at most one level below the one above it. */
function setLevel(heading: Heading, levels: number[]): void {
  while ((levels.at(-1) ?? 0) >= heading.depth) levels.pop()
  levels.push(heading.depth)
  heading.depth = Math.min(6, FIRST_LEVEL - 1 + levels.length) as Heading['depth']
}
