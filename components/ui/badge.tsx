import type { ReactNode } from 'react'

export type Tone = 'ok' | 'warning' | 'danger' | 'neutral' | 'accent'

const TONES = {
  ok: 'bg-ok-soft text-ok',
  warning: 'bg-warning-soft text-warning',
  danger: 'bg-danger-soft text-danger',
  neutral: 'bg-neutral-soft text-neutral',
  accent: 'bg-accent-soft text-accent',
} satisfies Record<Tone, string>

type Props = { readonly tone: Tone; readonly tip?: string; readonly children: ReactNode }

/** A short word on a tinted background. */
export function Badge({ tone, tip, children }: Props) {
  return (
    <span
      data-tip={tip}
      className={`inline-flex h-5 max-w-full items-center gap-1 rounded-sm px-1.5 text-xs font-medium whitespace-nowrap ${TONES[tone]}`}
    >
      {children}
    </span>
  )
}
