/** Room for the stages that a version is in, which stand right of it, in pixels. */
const ROOM = 200

/** Scrolls a drawing that is larger than its box to the version that it is about, else to its first node. What a person has
 *  scrolled stays. */
export function showStart(view: HTMLElement): void {
  if (view.scrollLeft !== 0 || view.scrollTop !== 0) return
  const node = view.querySelector('.is-version') ?? view.querySelector('[data-node="0"]')
  if (!node) return
  const [box, at] = [view.getBoundingClientRect(), node.getBoundingClientRect()]
  view.scrollLeft = at.right + ROOM - box.right
  view.scrollTop = (at.top + at.bottom) / 2 - (box.top + box.bottom) / 2
}
