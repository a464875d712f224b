'use client'

import {
  type ReadonlyURLSearchParams,
  usePathname,
  useRouter,
  useSearchParams,
} from 'next/navigation'
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState, useTransition } from 'react'
import { findLink, findQuery } from './find-target'
import type { Frame } from './interactions'
import { searchKey } from './search-key'
import { showChoices, showFields } from './show-fields'

/** Addresses outside the router, or that need a full reload. */
const WHOLE = /^\/(api|sign-in)(\/|$)/

const BUBBLING = [
  ...['pointerover', 'pointerdown', 'pointerup', 'click', 'keydown', 'focusin', 'change', 'submit'],
]
const NOT_BUBBLING = ['beforetoggle', 'scroll']

/** The script that the frame needs at load. It follows plain links and forms without a full reload, and a line shows
 *  that the next page is loading. The rest (see interactions.tsx) loads with the first event. */
export function PageScript() {
  const router = useRouter()
  const path = usePathname()
  const params = useSearchParams()
  const [pending, startTransition] = useTransition()
  const [dialog, show] = useState<ReactNode>(null)

  const shown = useRef<string | null>(null)
  useEffect(() => {
    showAddress(path, params)
    // What was typed before the script ran stays, and what is typed while the page is refreshed.
    const address = `${path}?${params}`
    if (shown.current !== null && shown.current !== address) showFields()
    shown.current = address
  }, [path, params])

  // In the commit itself: a choice that is made after it is pending, and must stay until its own answer shows it.
  useLayoutEffect(() => {
    if (!pending) showChoices()
  })

  useEffect(() => {
    const follow = (event: Event) => {
      const url = event instanceof SubmitEvent ? findQuery(event) : findLink(event)
      if (!url || WHOLE.test(url.pathname) || isHere(url)) return
      event.preventDefault()
      const scroll = url.pathname !== window.location.pathname || startsOver(event)
      const go = isInPlace(event) ? router.replace : router.push
      startTransition(() => go(url.pathname + url.search + url.hash, { scroll }))
    }
    return listen(['click', 'submit'], follow)
  }, [router])

  useEffect(() => {
    const onEvent = passOn({ show })
    const stops = [listen(BUBBLING, onEvent), listen(NOT_BUBBLING, onEvent, 'capture')]
    // For programs that drive a browser: keys and buttons work from now on.
    document.body.dataset.ready = ''
    return () => {
      for (const stop of stops) stop()
    }
  }, [])

  return (
    <>
      <p role="status" className="shell-pending" data-pending={pending || undefined}>
        {pending ? 'Loading' : ''}
      </p>
      {dialog}
    </>
  )
}

function listen(
  names: readonly string[],
  listener: (event: Event) => void,
  phase?: 'capture',
): () => void {
  const capture = phase === 'capture'
  for (const name of names) document.addEventListener(name, listener, capture)
  return () => {
    for (const name of names) document.removeEventListener(name, listener, capture)
  }
}

/** Passes events on to `interact`, which the first event loads. */
function passOn(frame: Frame): (event: Event) => void {
  let interact: ((event: Event, frame: Frame) => void) | null = null
  let waiting: Event[] = []

  async function load() {
    const loaded = await import('./interactions')
    interact = loaded.interact
    for (const event of waiting) interact(event, frame)
  }

  return (event) => {
    if (interact) {
      interact(event, frame)
      return
    }
    if (event instanceof KeyboardEvent && isOurs(event)) {
      event.preventDefault()
      // What is typed next must reach the box, also while the rest loads.
      if (event.key === '/') document.querySelector<HTMLInputElement>('search [name=q]')?.focus()
    }
    waiting.push(event)
    if (waiting.length > 1) return
    load().catch(() => {
      waiting = []
    })
  }
}

/** Whether a key is also a shortcut of browsers, whose default must be prevented at once. */
function isOurs({ key, ctrlKey, metaKey, target }: KeyboardEvent): boolean {
  return key === 'k' ? ctrlKey || metaKey : key === '/' && target === document.body
}

/** Whether an address is an anchor in the current page. */
function isHere({ pathname, search, hash }: URL): boolean {
  return hash !== '' && pathname === window.location.pathname && search === window.location.search
}

/** Whether the address takes the place of the current one (see follow.ts). */
function isInPlace({ target }: Event): boolean {
  return target instanceof HTMLElement && target.dataset.replaces !== undefined
}

/** A search and another page of a list start at the top; other changes of the query keep the scroll position. */
function startsOver({ target }: Event): boolean {
  return target instanceof Element && target.closest('search, [rel]') !== null
}

/** Updates the frame to the address: the current page and view in the rail, and the text of the search box. */
function showAddress(path: string, params: ReadonlyURLSearchParams): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>('[data-under]')) {
    const { under = '' } = link.dataset
    const isCurrent = path === link.pathname || `${path}/`.startsWith(`${under}/`)
    link.ariaCurrent = isCurrent ? 'page' : null
  }
  const search = path === '/' ? searchKey(String(params)) : null
  for (const link of document.querySelectorAll<HTMLAnchorElement>('[data-view]'))
    link.ariaCurrent = searchKey(link.search) === search ? 'true' : null
  const rail = document.querySelector('.shell-rail:popover-open')
  if (rail instanceof HTMLElement) rail.hidePopover()
  for (const input of document.querySelectorAll<HTMLInputElement>('search input')) {
    const isKept = path === '/' || input.name === 'at'
    const value = isKept ? (params.get(input.name) ?? '') : ''
    input.disabled = input.type === 'hidden' && value === ''
    // The text that the user is typing stays.
    const isTyped = input.value !== input.defaultValue
    input.defaultValue = value
    if (!isTyped || input.type === 'hidden') input.value = value
  }
}
