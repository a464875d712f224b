import type { ReactNode } from 'react'
import { Icon } from './icon'
import type { IconName } from './icon-names'

type NoticeTone = 'warning' | 'danger' | 'neutral'

const LOOKS = {
  warning: { icon: 'triangle-alert', ground: 'bg-warning-soft', colour: 'text-warning' },
  danger: { icon: 'circle-alert', ground: 'bg-danger-soft', colour: 'text-danger' },
  neutral: { icon: 'info', ground: 'bg-neutral-soft', colour: 'text-neutral' },
} satisfies Record<NoticeTone, { icon: IconName; ground: string; colour: string }>

type Props = {
  readonly tone: NoticeTone
  readonly title: ReactNode
  readonly children?: ReactNode
  readonly action?: ReactNode
}

/** A notice above the content that it concerns. */
export function Notice({ tone, title, children, action }: Props) {
  const { icon, ground, colour } = LOOKS[tone]
  return (
    <section
      className={`flex flex-wrap items-start gap-x-3 gap-y-2 rounded-md px-3 py-2.5 ${ground}`}
    >
      <Icon name={icon} className={`mt-0.5 ${colour}`} />
      <div className="min-w-0 flex-1 basis-64">
        <p className="font-medium text-text">{title}</p>
        {children ? <div className="mt-0.5 text-text">{children}</div> : null}
      </div>
      {action}
    </section>
  )
}
