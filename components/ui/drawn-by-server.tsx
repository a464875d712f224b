'use client'

import { type ReactNode, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react'

type Props = {
  /** All that the drawing depends on, as text. */
  readonly content: string
  readonly className: string
  /** An element of a lazy component. */
  readonly children: ReactNode
}

/**
 * A part of the page that the browser takes from the server as it is. As long as `content` is what the server drew, the
 * browser neither loads the component that draws it nor walks through its elements. See docs/adr/0014-cheap-pages.md.
 */
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

  // React leaves an element's content alone where a text of the browser's differs from the server's and this is suppressed.
  return (
    <div ref={place} className={className} suppressHydrationWarning>
      {stays ? '' : children}
    </div>
  )
}

const subscribe = () => () => {}
const isDrawnHere = () => false
const isFromServer = () => true

/** How to find again what has the focus; empty where nothing here has it. */
function findFocused(place: Element | null): string {
  const active = place?.contains(document.activeElement) ? document.activeElement : null
  const name = ['id', 'href', 'value'].find((one) => active?.hasAttribute(one))
  return name ? `[${name}="${CSS.escape(active?.getAttribute(name) ?? '')}"]` : ''
}
