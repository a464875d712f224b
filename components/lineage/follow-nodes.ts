type End = { readonly edge: Element; readonly node: string }
type Ends = ReadonlyMap<string, readonly End[]>

/** How long the pointer rests on a node before it is followed, in milliseconds. */
const REST = 150

/** While a node is pointed at or has the focus, all that does not lead to it and that it does not lead to is dimmed.
 *  Returns what ends this. */
export function followNodes(view: Element): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined

  function follow({ target }: Event): void {
    clearTimeout(timer)
    const node = target instanceof Element ? target.closest('[data-node]') : null
    timer = setTimeout(() => mark(node?.getAttribute('data-node') ?? null), REST)
  }

  function leave(): void {
    clearTimeout(timer)
    mark(null)
  }

  /** Reads the drawing, which may be another one than before. */
  function mark(start: string | null): void {
    const drawing = view.querySelector('svg')
    if (!drawing) return
    for (const element of drawing.querySelectorAll('.is-on')) element.classList.remove('is-on')
    drawing.classList.toggle('is-following', start !== null)
    if (start === null) return
    const nodes = readNodes(drawing)
    const { up, down } = readEdges(drawing)
    nodes.get(start)?.classList.add('is-on')
    for (const { edge, node } of [...reach(start, up), ...reach(start, down)]) {
      edge.classList.add('is-on')
      nodes.get(node)?.classList.add('is-on')
    }
  }

  const control = new AbortController()
  const { signal } = control
  // On the box: a drawing that listens for the focus would get it, in Chromium.
  for (const name of ['pointerover', 'focusin']) view.addEventListener(name, follow, { signal })
  for (const name of ['pointerleave', 'focusout']) view.addEventListener(name, leave, { signal })
  return () => {
    leave()
    control.abort()
  }
}

function readNodes(drawing: Element): ReadonlyMap<string | null, Element> {
  const nodes = [...drawing.querySelectorAll('[data-node]')]
  return new Map(nodes.map((node) => [node.getAttribute('data-node'), node]))
}

/** The edges of each node, with the node at their other end. */
function readEdges(drawing: Element): { readonly up: Ends; readonly down: Ends } {
  const up = new Map<string, End[]>()
  const down = new Map<string, End[]>()
  for (const edge of drawing.querySelectorAll('[data-ends]')) {
    const [from = '', to = ''] = edge.getAttribute('data-ends')?.split(' ') ?? []
    add(down, from, { edge, node: to })
    add(up, to, { edge, node: from })
  }
  return { up, down }
}

function add(ends: Map<string, End[]>, node: string, end: End): void {
  const list = ends.get(node)
  if (list) list.push(end)
  else ends.set(node, [end])
}

/** The edges on all ways from a node, each with the node that it leads to. */
function reach(start: string, ends: Ends): readonly End[] {
  const open = [start]
  const seen = new Set(open)
  const found: End[] = []
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    for (const end of ends.get(node) ?? []) {
      found.push(end)
      if (!seen.has(end.node)) open.push(end.node)
      seen.add(end.node)
    }
  }
  return found
}
