import type { ReactNode } from 'react'
import type { RepoView } from '@/lib/views/repo'
import { Icon } from '../ui/icon'
import { TimeAgo } from '../ui/time-ago'
import { useNow } from '../ui/use-now'
import { type SyncSummary, summariseSync } from './sync-summary'

type Props = {
  /** The latest list from the server since the page was loaded; else null. */
  readonly repos: readonly RepoView[] | null
  readonly summary: SyncSummary
  readonly now: number
}

/** The age of the index as a link to the repositories. */
export default function SyncIndicator({ repos, summary: read, now }: Props) {
  const summary = repos ? summariseSync(repos) : read
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
