import { formatInstant } from './format-ago'

/** The delay before a tip is shown, in milliseconds. */
const REST = 350
const GAP = 6
const ID = 'tip'
const CONTROL = 'a, button, label, summary'

let owner: Element | null = null
let timer: ReturnType<typeof setTimeout> | undefined

/** Shows the tip of the element under the pointer after a delay, which is also that of a finger that stays. */
export function onPoint({ target }: PointerEvent): void {
  if (!(target instanceof Element) || target.id === ID) return
  const found = findOwner(target)
  if (found === owner || (!found && hasFocus())) return
  hideTip()
  if (!found) return
  owner = found
  timer = setTimeout(() => showTip(found), REST)
}

/** Shows the tip of what a finger has tapped. A control does its own thing instead; its tip is shown while the finger
 *  stays. A finger that scrolls ends without this event. */
export function onTap({ target, pointerType }: PointerEvent): void {
  if (pointerType !== 'touch' || !(target instanceof Element)) return
  const found = findOwner(target)
  if (!found) return
  clearTimeout(timer)
  if (found.closest(CONTROL)) hideTip()
  else {
    owner = found
    showTip(found)
  }
}

/** Shows the tip of the element with keyboard focus. */
export function onFocus({ target }: FocusEvent): void {
  if (!(target instanceof Element) || !target.matches(':focus-visible')) return
  hideTip()
  if (readTip(target) === null) return
  owner = target
  // A popover that opens moves the focus, and no other popover can open at that time.
  timer = setTimeout(() => showTip(target))
}

/** Moves the tip of the focused element while the page scrolls; hides any other tip. */
export function onScroll(): void {
  const tip = document.getElementById(ID)
  if (!hasFocus()) hideTip()
  else if (owner && tip?.matches(':popover-open')) place(tip, owner)
}

/** Hides the tip that is shown. */
export function hideTip(): void {
  clearTimeout(timer)
  owner?.removeAttribute('aria-describedby')
  owner = null
  document.getElementById(ID)?.hidePopover()
}

/** Whether the tip belongs to the element with keyboard focus. */
function hasFocus(): boolean {
  return owner !== null && owner === document.activeElement
}

/** Whether an element has a tip of its own. */
export function hasTip(element: Element): boolean {
  return readTip(element) !== null
}

function findOwner(target: Element): Element | null {
  for (let at: Element | null = target; at; at = at.parentElement)
    if (readTip(at) !== null) return at
  return null
}

/** The tip of an element: `data-tip`, the instant of a time, or text that is cut off. */
function readTip(element: Element): string | null {
  const tip = element.getAttribute('data-tip')
  if (tip !== null) return tip || element.ariaLabel
  if (element instanceof HTMLTimeElement) return formatInstant(element.dateTime)
  if (element.matches('[role="img"], .mark')) return element.ariaLabel ?? element.textContent
  const isCut = element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0
  return isCut && getComputedStyle(element).textOverflow === 'ellipsis' ? element.textContent : null
}

function showTip(element: Element): void {
  const tip = document.getElementById(ID) ?? createTip()
  tip.textContent = readTip(element)
  if (!tip.textContent || !element.isConnected) return
  if (!tip.matches(':popover-open')) tip.showPopover()
  place(tip, element)
  element.setAttribute('aria-describedby', ID)
}

/** Below its element, or above if there is no room. */
function place(tip: HTMLElement, element: Element): void {
  const { left, width, top, bottom } = element.getBoundingClientRect()
  const size = tip.getBoundingClientRect()
  const room = document.documentElement.clientWidth - size.width - GAP
  tip.style.left = `${Math.max(GAP, Math.min(left + width / 2 - size.width / 2, room))}px`
  const fits = bottom + GAP + size.height < window.innerHeight
  tip.style.top = `${fits ? bottom + GAP : top - GAP - size.height}px`
}

function createTip(): HTMLElement {
  const tip = document.createElement('div')
  tip.id = ID
  tip.role = 'tooltip'
  tip.popover = 'manual'
  tip.dir = 'auto'
  document.body.append(tip)
  return tip
}
