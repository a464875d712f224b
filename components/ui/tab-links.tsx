export type Tab = {
  readonly id: string
  readonly label: string
  readonly href: string
  readonly count?: number
}

type Props = { readonly label: string; readonly tabs: readonly Tab[]; readonly current: string }

/** Tabs as links: each has its own address. */
export function TabLinks({ label, tabs, current }: Props) {
  return (
    <nav aria-label={label} className="flex gap-1 overflow-x-auto border-b border-line">
      {tabs.map((tab) => (
        <a
          key={tab.id}
          href={tab.href}
          aria-current={tab.id === current ? 'page' : undefined}
          className="-mb-px flex h-9 items-center gap-1.5 border-b-2 border-transparent px-2.5 text-text-soft -outline-offset-2 hover:text-text aria-[current]:border-accent aria-[current]:font-medium aria-[current]:text-text"
        >
          {tab.label}
          {tab.count === undefined ? null : (
            <span className="rounded-sm bg-raised px-1.5 text-xs font-normal text-text-soft">
              {tab.count.toLocaleString('en')}
            </span>
          )}
        </a>
      ))}
    </nav>
  )
}
