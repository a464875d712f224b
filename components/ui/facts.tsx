import type { ReactNode } from 'react'

/** A list of facts: name and value. */
export function Facts({ children }: { readonly children: ReactNode }) {
  return <dl className="grid grid-cols-[7rem_minmax(0,1fr)] gap-x-4 gap-y-1.5">{children}</dl>
}

type FactProps = { readonly name: string; readonly children: ReactNode }

export function Fact({ name, children }: FactProps) {
  return (
    <>
      <dt className="flex min-h-6 items-center self-start text-text-faint">{name}</dt>
      <dd className="flex min-h-6 min-w-0 flex-wrap items-center gap-x-2 gap-y-1 break-words">
        {children}
      </dd>
    </>
  )
}
