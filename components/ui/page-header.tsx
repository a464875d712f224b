import type { ReactNode } from 'react'

type Props = {
  readonly title: ReactNode
  readonly count?: string
  readonly children?: ReactNode
}

/** The page's one h1, a count beside it, controls at the end of the line. */
export function PageHeader({ title, count, children }: Props) {
  return (
    <header className="mb-4 flex min-h-8 flex-wrap items-center gap-x-3 gap-y-2">
      <h1 className="text-lg font-semibold tracking-tight">{title}</h1>
      {count ? <span className="text-text-faint">{count}</span> : null}
      <div className="ms-auto flex flex-wrap items-center gap-2">{children}</div>
    </header>
  )
}
