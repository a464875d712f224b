'use client'

import { usePathname } from 'next/navigation'
import { useEffect } from 'react'
import { Icon } from '../ui/icon'
import { PAGES } from './pages'

type Props = {
  readonly railId: string
  /** How many requests wait for whoever looks. */
  readonly waiting: number
}

/** The pages, the current one marked. Arriving at a page closes the sheet that the rail is on phones. */
export function RailLinks({ railId, waiting }: Props) {
  const pathname = usePathname()

  useEffect(() => {
    const rail = document.getElementById(railId)
    if (rail?.matches(':popover-open')) rail.hidePopover()
  }, [pathname, railId])

  return (
    <ul className="flex flex-col gap-0.5">
      {PAGES.map(({ href, label, icon, under }) => {
        const current = pathname === href || pathname === under || pathname.startsWith(`${under}/`)
        return (
          <li key={href}>
            <a
              href={href}
              title={label}
              aria-current={current ? 'page' : undefined}
              className="relative flex h-8 items-center gap-2.5 rounded-md px-2.5 text-text-soft hover:bg-raised hover:text-text aria-[current]:bg-raised aria-[current]:font-medium aria-[current]:text-text"
            >
              <Icon name={icon} />
              <span className="md:max-xl:sr-only">{label}</span>
              {href === '/requests' && waiting > 0 ? <Waiting count={waiting} /> : null}
            </a>
          </li>
        )
      })}
    </ul>
  )
}

function Waiting({ count }: { readonly count: number }) {
  return (
    <span className="ms-auto rounded-full bg-accent-fill px-1.5 text-2xs font-medium text-accent-on md:max-xl:absolute md:max-xl:-end-0.5 md:max-xl:-top-0.5">
      {count}
      <span className="sr-only"> waiting for you</span>
    </span>
  )
}
