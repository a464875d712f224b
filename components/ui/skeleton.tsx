import type { ReactNode } from 'react'

type Props = { readonly label: string; readonly children: ReactNode }

/** The shape of a page that is being loaded. */
export function Skeleton({ label, children }: Props) {
  return (
    <div data-skeleton aria-busy="true">
      <p role="status" className="sr-only">
        {label}
      </p>
      {children}
    </div>
  )
}
