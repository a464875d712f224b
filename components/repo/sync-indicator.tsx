'use client'

import type { ReactNode } from 'react'
import { Icon } from '../ui/icon'
import { TimeAgo } from '../ui/time-ago'
import { useNow } from '../ui/use-now'
import type { SyncSummary } from './sync-summary'
import { type SyncState, useLiveSync } from './use-live-sync'

type Props = { readonly sync: SyncState; readonly now: number }

/** How fresh the whole index is, live; leads to the repositories. */
export function SyncIndicator({ sync, now }: Props) {
  const summary = useLiveSync(sync)
  const current = useNow(now)
  if (summary.kind === 'none') return null
  return (
    <a
      href="/repos"
      className="flex h-8 items-center gap-1.5 rounded-md px-2 text-xs text-text-soft hover:bg-raised hover:text-text [&_.icon]:size-3.5"
    >
      {look(summary, current)}
    </a>
  )
}

function look(summary: Exclude<SyncSummary, { kind: 'none' }>, now: number): ReactNode {
  switch (summary.kind) {
    case 'waiting':
      return <Look icon={<Icon name="circle-dashed" />} text="Waiting to sync" />
    case 'syncing':
      return (
        <Look
          icon={<Icon name="loader-circle" className="text-accent motion-safe:animate-spin" />}
          text={summary.text}
        />
      )
    case 'failed':
      return (
        <Look
          icon={<Icon name="circle-alert" className="text-danger" />}
          text={`${summary.failed} of ${summary.total} not synced`}
        />
      )
    case 'ok':
      return (
        <Look
          icon={<Icon name="circle-check" className="text-ok" />}
          text={
            <>
              Synced <TimeAgo at={summary.since} now={now} form="letters" />
            </>
          }
        />
      )
  }
}

function Look({ icon, text }: { readonly icon: ReactNode; readonly text: ReactNode }) {
  return (
    <>
      {icon}
      <span className="max-sm:sr-only">{text}</span>
    </>
  )
}
