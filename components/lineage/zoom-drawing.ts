export type Zoom = {
  /** Zooms around the middle. */
  by(factor: number): void
  /** Shows the whole drawing. */
  fit(): void
  stop(): void
}

const MIN = 0.1
const MAX = 2

/** The scale for a drawing of this size, shown at this scale. */
type Choose = (whole: {
  readonly width: number
  readonly height: number
  readonly scale: number
}) => number

type Point = { readonly clientX: number; readonly clientY: number }

/** Zooms a drawing by its size, so that its scrolling box pans it: by wheel and Ctrl, by two fingers, by `+`, `-` and `0`;
 *  a mouse drags it. */
export function zoomDrawing(view: HTMLElement): Zoom {
  const held = new Map<number, Point>()
  let hasMoved = false
  const control = new AbortController()

  /** Zooms the drawing, which may be another one than before. */
  function zoomTo(choose: Choose, at: Point = middle(view)): void {
    const drawing = view.querySelector('svg')
    if (!drawing) return
    const { width, height } = drawing.viewBox.baseVal
    const before = drawing.getBoundingClientRect()
    const scale = choose({ width, height, scale: before.width / width })
    drawing.style.width = `${width * Math.max(MIN, Math.min(MAX, scale))}px`
    const after = drawing.getBoundingClientRect()
    const grown = after.width / before.width
    view.scrollLeft += after.left - at.clientX + (at.clientX - before.left) * grown
    view.scrollTop += after.top - at.clientY + (at.clientY - before.top) * grown
  }

  const zoom: Zoom = {
    by: (factor) => zoomTo(({ scale }) => scale * factor),
    fit: () =>
      zoomTo(({ width, height }) =>
        Math.min(1, view.clientWidth / width, view.clientHeight / height),
      ),
    stop: () => control.abort(),
  }

  function onWheel(event: WheelEvent): void {
    if (!event.ctrlKey && !event.metaKey) return
    event.preventDefault()
    zoomTo(({ scale }) => scale * Math.exp(-event.deltaY / 300), event)
  }

  function onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === '+' || event.key === '=') zoom.by(1.25)
    else if (event.key === '-') zoom.by(0.8)
    else if (event.key === '0') zoom.fit()
    else return
    event.preventDefault()
  }

  function onHold(event: PointerEvent): void {
    hasMoved = false
    held.set(event.pointerId, event)
  }

  function onMove(event: PointerEvent): void {
    const last = held.get(event.pointerId)
    if (!last) return
    const other = [...held].find(([id]) => id !== event.pointerId)?.[1]
    held.set(event.pointerId, event)
    if (other) {
      const factor = distance(event, other) / distance(last, other)
      zoomTo(({ scale }) => scale * factor, other)
    } else if (event.pointerType === 'mouse') {
      hasMoved ||= event.movementX !== 0 || event.movementY !== 0
      view.scrollLeft -= event.clientX - last.clientX
      view.scrollTop -= event.clientY - last.clientY
    }
  }

  const { signal } = control
  const release = (event: PointerEvent) => held.delete(event.pointerId)
  view.addEventListener('wheel', onWheel, { passive: false, signal })
  view.addEventListener('keydown', onKey, { signal })
  view.addEventListener('dragstart', (event) => event.preventDefault(), { signal })
  view.addEventListener('pointerdown', onHold, { signal })
  view.addEventListener('click', (event) => hasMoved && event.preventDefault(), { signal })
  for (const name of ['pointerup', 'pointercancel'] as const)
    window.addEventListener(name, release, { signal })
  window.addEventListener('pointermove', onMove, { signal })
  return zoom
}

function distance(a: Point, b: Point): number {
  return Math.max(1, Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY))
}

function middle(view: Element): Point {
  const { left, top, width, height } = view.getBoundingClientRect()
  return { clientX: left + width / 2, clientY: top + height / 2 }
}
