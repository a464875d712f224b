import type { ReactNode } from 'react'

type Props = {
  readonly summary: ReactNode
  readonly summaryClass: string
  /** The items of a `menu` have the class `option`; with scripts, components/shell/menu.tsx shows them. */
  readonly kind?: 'panel' | 'menu'
  readonly children: ReactNode
}

/** A panel under a button. With scripts it also closes on Escape, on a press elsewhere and when its form is submitted
 *  (see interactions.tsx). */
export function Dropdown({ summary, summaryClass, kind = 'panel', children }: Props) {
  return (
    <details className="dropdown relative">
      <summary data-menu={kind === 'menu' ? 'w-56 p-2' : undefined} className={summaryClass}>
        {summary}
      </summary>
      <div className="absolute end-0 top-full z-30 mt-1 w-56 rounded-lg bg-surface p-2 shadow-float">
        {children}
      </div>
    </details>
  )
}
