import { commandForm, commandHref } from '../command/command-form'
import { findRowLink, onRowKey } from '../ui/row-keys'
import { hideTip } from '../ui/tips'
import { leaveDropdown } from './dropdowns'
import { followAddress } from './follow'
import { readFrameFacts } from './frame-facts'
import { findPlace } from './place'
import { SEARCH_INPUT_ID } from './search-box'
import { findShortcut, type KeyAction } from './shortcuts'

/** How long after `g` a letter opens a page, in milliseconds. */
const AFTER_G = 1000

let pressedG = Number.NEGATIVE_INFINITY

/** Does what a key stands for. While typing, and in dialogs and menus, only the palette opens and Escape closes. */
export function onKey(event: KeyboardEvent, open: Open): void {
  const before = event.timeStamp - pressedG < AFTER_G ? 'g' : null
  const action = findShortcut(event, before)?.action
  // Keys that waited for this script: one of them may have moved the focus since.
  const isFree = !isTyping(event.target) && !isTyping(document.activeElement)
  pressedG = isFree && isG(event) ? event.timeStamp : Number.NEGATIVE_INFINITY
  if (!action || (!isFree && action.kind !== 'palette' && action.kind !== 'close')) return
  act(action, event, open)
}

type Open = (dialog: 'palette' | 'shortcuts') => void

function act(action: KeyAction, event: KeyboardEvent, open: Open): void {
  const { kind } = action
  if (kind === 'close') {
    hideTip()
    leaveDropdown()
  } else if (kind === 'palette' || kind === 'shortcuts') {
    event.preventDefault()
    open(kind)
  } else if (kind === 'search') {
    event.preventDefault()
    document.getElementById(SEARCH_INPUT_ID)?.focus()
  } else if (event.defaultPrevented) return
  else if (kind === 'page') followAddress(action.href)
  else if (kind === 'promote') promote()
  else onRowKey(event, kind)
}

/** Opens the promotion of the model of the focused row, else of the page. */
function promote(): void {
  const focused = document.activeElement
  const link = focused ? findRowLink(focused) : undefined
  const place = findPlace((link ?? window.location).pathname)
  if (place.kind !== 'model' || !readFrameFacts().may.includes('assign')) return
  followAddress(commandHref(commandForm('assign', place.model)))
}

function isG({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  return key === 'g' && !ctrlKey && !metaKey && !altKey
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.closest('[role="dialog"], [role="menu"]') || target.isContentEditable) return true
  if (target instanceof HTMLInputElement)
    return target.type !== 'radio' && target.type !== 'checkbox'
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement
}
