import type { ReactNode } from 'react'
import type { Asked } from './asked'
import { commandHref } from './command-href'

type Props = {
  readonly asked: Asked
  readonly className?: string
  readonly label?: string
  readonly children?: ReactNode
}

/** Leads to a command's page. CommandDialogs opens a dialog over the present page instead. */
export function CommandLink({ asked, className, label, children }: Props) {
  return (
    <a href={commandHref(asked)} aria-label={label} className={className}>
      {children}
    </a>
  )
}
