'use client'

import { type ReactNode, useCallback, useEffect, useRef } from 'react'

type Props = {
  readonly summary: ReactNode
  readonly summaryClass: string
  readonly children: ReactNode
}

/** A panel under a button, open or not without scripts; with them it also closes on Escape and on a press elsewhere. */
export function Dropdown({ summary, summaryClass, children }: Props) {
  const details = useRef<HTMLDetailsElement>(null)

  const close = useCallback(() => {
    if (details.current) details.current.open = false
  }, [])

  useEffect(() => {
    function onPointerDown(event: PointerEvent) {
      if (event.target instanceof Node && !details.current?.contains(event.target)) close()
    }
    function onKeyDown(event: KeyboardEvent) {
      if (event.key !== 'Escape' || !details.current?.open) return
      close()
      details.current.querySelector('summary')?.focus()
    }
    document.addEventListener('pointerdown', onPointerDown)
    document.addEventListener('keydown', onKeyDown)
    return () => {
      document.removeEventListener('pointerdown', onPointerDown)
      document.removeEventListener('keydown', onKeyDown)
    }
  }, [close])

  return (
    <details ref={details} className="relative">
      <summary className={summaryClass}>{summary}</summary>
      <div
        onSubmit={close}
        className="absolute end-0 top-full z-30 mt-1 w-56 rounded-lg bg-surface p-2 shadow-float"
      >
        {children}
      </div>
    </details>
  )
}
