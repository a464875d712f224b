'use client'

import { type ReactNode, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react'

type Props = {
  /** Everything that the rendering depends on, as text. */
  readonly content: string
  readonly className: string
  /** An element of a lazy component. */
  readonly children: ReactNode
}

/** A part of the page that the browser takes from the server unchanged. While `content` is what the server rendered,
 *  the browser neither loads its component nor hydrates its elements. See docs/adr/0014-cheap-pages.md. */
export const DrawnByServer = typeof window === 'undefined' ? DrawHere : KeepDrawn

function DrawHere({ className, children }: Props) {
  return <div className={className}>{children}</div>
}

function KeepDrawn({ content, className, children }: Props) {
  const fromServer = useSyncExternalStore(subscribe, isDrawnHere, isFromServer)
  const [drawn, setDrawn] = useState(fromServer ? content : null)
  const stays = fromServer || drawn === content
  const place = useRef<HTMLDivElement>(null)
  const focused = useRef('')
  if (!stays && drawn !== null) {
    focused.current = findFocused(place.current)
    setDrawn(null)
  }

  useLayoutEffect(() => {
    if (stays || !focused.current || document.activeElement !== document.body) return
    place.current?.querySelector<HTMLElement>(focused.current)?.focus()
  }, [stays])

  // React keeps an element's content if its text differs from the server's and the warning is suppressed.
  return (
    <div ref={place} className={className} suppressHydrationWarning>
      {stays ? '' : children}
    </div>
  )
}

const subscribe = () => () => {}
const isDrawnHere = () => false
const isFromServer = () => true

/** A selector of the focused element; empty if the focus is elsewhere. `data-same` names a link whose address changes. */
function findFocused(place: Element | null): string {
  const active = place?.contains(document.activeElement) ? document.activeElement : null
  const name = ['id', 'data-same', 'href', 'value'].find((one) => active?.hasAttribute(one))
  return name ? `[${name}="${CSS.escape(active?.getAttribute(name) ?? '')}"]` : ''
}
