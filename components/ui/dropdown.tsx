import type { ReactNode } from 'react'

type Props = {
  readonly summary: ReactNode
  readonly summaryClass: string
  readonly children: ReactNode
}

/** A panel under a button. With scripts it also closes on Escape, on a press elsewhere and when its form is submitted
 *  (see interactions.tsx). */
export function Dropdown({ summary, summaryClass, children }: Props) {
  return (
    <details className="dropdown relative">
      <summary className={summaryClass}>{summary}</summary>
      <div className="absolute end-0 top-full z-30 mt-1 w-56 rounded-lg bg-surface p-2 shadow-float">
        {children}
      </div>
    </details>
  )
}
