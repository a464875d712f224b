'use client'

import Link from 'next/link'
import type { MouseEvent, ReactNode } from 'react'
import type { Asked } from './asked'
import { useOpenCommand } from './command-dialogs'
import { commandHref } from './command-href'

type Props = {
  readonly asked: Asked
  readonly className: string
  readonly label?: string
  readonly children: ReactNode
}

/** Leads to a command: its plain page without scripts and in a new tab, a dialog otherwise. */
export function CommandLink({ asked, className, label, children }: Props) {
  const open = useOpenCommand()

  function onClick(event: MouseEvent) {
    if (!open || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    open(asked)
  }

  return (
    <Link
      href={commandHref(asked)}
      prefetch={false}
      onClick={onClick}
      aria-label={label}
      title={label}
      className={className}
    >
      {children}
    </Link>
  )
}
