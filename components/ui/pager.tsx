import type { ReactNode } from 'react'
import { buttonClass } from './button-class'
import { Icon } from './icon'

type Props = {
  readonly label: string
  /** The visible range: "1–50 of 320". */
  readonly summary: ReactNode
  readonly previous: { readonly href: string; readonly label: string } | null
  readonly next: { readonly href: string; readonly label: string } | null
}

/** Links to the pages before and after. */
export function Pager({ label, summary, previous, next }: Props) {
  return (
    <nav aria-label={label} className="flex flex-wrap items-center gap-2 py-3">
      <span className="me-auto text-text-soft">{summary}</span>
      {previous ? (
        <a href={previous.href} rel="prev" className={buttonClass('outline')}>
          <Icon name="chevron-left" />
          {previous.label}
        </a>
      ) : null}
      {next ? (
        <a href={next.href} rel="next" className={buttonClass('outline')}>
          {next.label}
          <Icon name="chevron-right" />
        </a>
      ) : null}
    </nav>
  )
}
