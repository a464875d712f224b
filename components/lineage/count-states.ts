import type { LineageNode, LineageView } from '@/lib/views/lineage'

/** How many stages there are and how many need a run, as in `12 stages · 2 stale · 1 never run`. Members of a group count
 *  one by one. Without stages all nodes count, as `items`. Of a graph that was cut, it counts what is left. */
export function countStates({ nodes, edges, total, totalLinks }: LineageView): string {
  const stages = nodes.filter(({ kind }) => kind === 'stage' || kind === 'group')
  const shown = stages.length > 0 ? stages : nodes
  const noun = stages.length > 0 ? 'stage' : 'item'
  const sum = (count: (node: LineageNode) => number) =>
    shown.reduce((all, node) => all + count(node), 0)
  const inState = (state: LineageNode['state']) =>
    sum((node) => (node.state === state ? node.count : 0))
  const stale = sum((node) =>
    node.kind === 'group' ? node.staleCount : node.state === 'stale' ? 1 : 0,
  )
  const parts = [
    formatCount(
      sum(({ count }) => count),
      noun,
    ),
    ...listWord(stale, 'stale'),
    ...listWord(inState('never-run'), 'never run'),
    ...listWord(inState('unknown'), 'unknown'),
  ]
  const cut = [
    ...listCut(nodes.length, total, 'nodes'),
    ...listCut(edges.length, totalLinks, 'links'),
  ]
  const counted = parts.join(' · ')
  return cut.length === 0 ? counted : `${cut.join(' · ')}: ${counted}`
}

function listCut(shown: number, total: number, what: string): readonly string[] {
  if (shown === total) return []
  return [`first ${shown.toLocaleString('en')} of ${total.toLocaleString('en')} ${what}`]
}

function formatCount(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${count === 1 ? noun : `${noun}s`}`
}

function listWord(count: number, word: string): readonly string[] {
  return count === 0 ? [] : [`${count.toLocaleString('en')} ${word}`]
}
