import type { ReactNode } from 'react'
import { Icon } from './icon'
import type { IconName } from './icon-names'

type Props = {
  readonly icon: IconName
  readonly title: string
  /** `h1` where it is the whole page. */
  readonly heading?: 'h1' | 'h2'
  readonly children: ReactNode
}

/** What will appear here, and how to add it. */
export function EmptyState({ icon, title, heading: Heading = 'h2', children }: Props) {
  return (
    <div className="mx-auto flex max-w-xl flex-col gap-3 px-4 py-14">
      <Icon name={icon} className="size-6 text-text-faint" />
      <Heading className="text-lg font-semibold">{title}</Heading>
      <div className="flex flex-col gap-3 text-base text-text-soft">{children}</div>
    </div>
  )
}
