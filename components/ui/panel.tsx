import type { ReactNode } from 'react'

type Props = {
  readonly title: string
  readonly aside?: ReactNode
  readonly children: ReactNode
}

/** A titled part of a page on its own surface. */
export function Panel({ title, aside, children }: Props) {
  return (
    <section className="rounded-lg border border-line bg-surface">
      <header className="flex min-h-10 items-center gap-2 border-b border-line px-4">
        <h2 className="font-medium">{title}</h2>
        <div className="ms-auto text-xs text-text-faint">{aside}</div>
      </header>
      {children}
    </section>
  )
}
