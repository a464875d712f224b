import { CircleAlert, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'

type NoticeTone = 'warning' | 'danger' | 'neutral'

const LOOKS = {
  warning: { Icon: TriangleAlert, ground: 'bg-warning-soft', icon: 'text-warning' },
  danger: { Icon: CircleAlert, ground: 'bg-danger-soft', icon: 'text-danger' },
  neutral: { Icon: Info, ground: 'bg-neutral-soft', icon: 'text-neutral' },
} satisfies Record<NoticeTone, unknown>

type Props = {
  readonly tone: NoticeTone
  readonly title: ReactNode
  readonly children?: ReactNode
  readonly action?: ReactNode
}

/** Something that people should know about what stands below. */
export function Notice({ tone, title, children, action }: Props) {
  const { Icon, ground, icon } = LOOKS[tone]
  return (
    <section
      className={`flex flex-wrap items-start gap-x-3 gap-y-2 rounded-md px-3 py-2.5 ${ground}`}
    >
      <Icon aria-hidden className={`mt-0.5 ${icon}`} />
      <div className="min-w-0 flex-1 basis-64">
        <p className="font-medium text-text">{title}</p>
        {children ? <div className="mt-0.5 text-text">{children}</div> : null}
      </div>
      {action}
    </section>
  )
}
