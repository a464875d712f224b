'use client'

import Link from 'next/link'
import { type ReactNode, useState } from 'react'

type Props = {
  readonly href: string
  readonly className?: string
  readonly rowLink?: string
  readonly children: ReactNode
}

/** A link that fetches its target ahead only when pointed at or focused: a page of fifty rows asks the server for one. */
export function HoverLink({ href, className, rowLink, children }: Props) {
  const [near, setNear] = useState(false)
  return (
    <Link
      href={href}
      prefetch={near ? null : false}
      onPointerEnter={() => setNear(true)}
      onFocus={() => setNear(true)}
      className={className}
      data-row-link={rowLink}
    >
      {children}
    </Link>
  )
}
