import type { ReactNode } from 'react'

type Props = {
  readonly summary: ReactNode
  readonly summaryClass: string
  /** The items of a `menu` have the class `option`; with scripts, components/shell/menu.tsx shows them. */
  readonly kind?: 'panel' | 'menu'
  readonly children: ReactNode
  /** What the panel is under: the button, or the box that positions both, whose width it then has. */
  readonly under?: 'button' | 'box'
}

const PLACES = {
  button: { details: 'relative', panel: 'end-0 w-56' },
  box: { details: '', panel: 'inset-x-0' },
}

/** A panel under a button. With scripts it also closes on Escape, on a press elsewhere and when its form is submitted
 *  (see interactions.tsx). */
export function Dropdown({
  summary,
  summaryClass,
  kind = 'panel',
  under = 'button',
  children,
}: Props) {
  const { details, panel } = PLACES[under]
  return (
    <details className={`dropdown ${details}`}>
      <summary data-menu={kind === 'menu' ? 'w-56 p-2' : undefined} className={summaryClass}>
        {summary}
      </summary>
      <div
        className={`absolute top-full z-30 mt-1 rounded-lg bg-surface p-2 shadow-float ${panel}`}
      >
        {children}
      </div>
    </details>
  )
}
