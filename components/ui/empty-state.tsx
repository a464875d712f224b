import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

type Props = { readonly icon: LucideIcon; readonly title: string; readonly children: ReactNode }

/** What would be here, and what puts it here. */
export function EmptyState({ icon: Icon, title, children }: Props) {
  return (
    <div className="mx-auto flex max-w-xl flex-col gap-3 px-4 py-14">
      <Icon aria-hidden className="size-6 text-text-faint" />
      <h2 className="text-lg font-semibold">{title}</h2>
      <div className="flex flex-col gap-3 text-base text-text-soft">{children}</div>
    </div>
  )
}
