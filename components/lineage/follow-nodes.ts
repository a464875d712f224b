type Edge = { readonly from: string; readonly to: string; readonly element: Element }

/** How long the pointer rests on a node before it is followed, in milliseconds. */
const REST = 150

/** While a node is pointed at or has the focus, all that does not lead to it and that it does not lead to is dimmed.
 *  Returns what ends this. */
export function followNodes(drawing: SVGSVGElement): () => void {
  const edges = [...drawing.querySelectorAll('[data-ends]')].map((element): Edge => {
    const [from = '', to = ''] = element.getAttribute('data-ends')?.split(' ') ?? []
    return { from, to, element }
  })
  let timer: ReturnType<typeof setTimeout> | undefined

  function follow({ target }: Event): void {
    clearTimeout(timer)
    const node = target instanceof Element ? target.closest('[data-node]') : null
    const number = node?.getAttribute('data-node')
    timer = setTimeout(() => mark(number ?? null), REST)
  }

  function leave(): void {
    clearTimeout(timer)
    mark(null)
  }

  function mark(number: string | null): void {
    for (const element of drawing.querySelectorAll('.is-on')) element.classList.remove('is-on')
    drawing.classList.toggle('is-following', number !== null)
    if (number === null) return
    const on = new Set([...reach(number, edges), ...reach(number, edges.map(turn))])
    for (const node of drawing.querySelectorAll('[data-node]'))
      if (node.getAttribute('data-node') === number) node.classList.add('is-on')
    for (const { element, to, from } of on) {
      element.classList.add('is-on')
      for (const end of [from, to])
        drawing.querySelector(`[data-node="${end}"]`)?.classList.add('is-on')
    }
  }

  const control = new AbortController()
  const { signal } = control
  for (const name of ['pointerover', 'focusin']) drawing.addEventListener(name, follow, { signal })
  for (const name of ['pointerleave', 'focusout']) drawing.addEventListener(name, leave, { signal })
  return () => {
    leave()
    control.abort()
  }
}

/** The edges on all ways that start at a node. */
function reach(start: string, edges: readonly Edge[]): ReadonlySet<Edge> {
  const leaving = new Map<string, Edge[]>()
  for (const edge of edges) leaving.set(edge.from, [...(leaving.get(edge.from) ?? []), edge])
  const open = [start]
  const found = new Set<Edge>()
  const seen = new Set(open)
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    for (const edge of leaving.get(node) ?? []) {
      found.add(edge)
      if (!seen.has(edge.to)) open.push(edge.to)
      seen.add(edge.to)
    }
  }
  return found
}

function turn({ from, to, element }: Edge): Edge {
  return { from: to, to: from, element }
}
