import type { RepoStatus, RepoView } from '@/lib/views/repo'
import { Badge, type Tone } from '../ui/badge'
import { Icon } from '../ui/icon'
import type { IconName } from '../ui/icon-names'

type Look = {
  readonly label: string
  readonly icon: IconName
  readonly tone: Tone
  readonly turns?: string
}

const LOOKS = {
  new: { label: 'Not synced yet', icon: 'circle-dashed', tone: 'neutral' },
  queued: { label: 'Queued', icon: 'clock', tone: 'neutral' },
  syncing: {
    label: 'Syncing',
    icon: 'loader-circle',
    tone: 'accent',
    turns: 'motion-safe:animate-spin',
  },
  ok: { label: 'Synced', icon: 'circle-check', tone: 'ok' },
  failed: { label: 'Failed', icon: 'circle-alert', tone: 'danger' },
} satisfies Record<RepoStatus, Look>

/** The state of a repository's sync in a word. */
export function RepoStatusBadge({ repo }: { readonly repo: RepoView }) {
  const look: Look = LOOKS[repo.status]
  return (
    <Badge tone={look.tone}>
      <Icon name={look.icon} className={`size-3 ${look.turns ?? ''}`} />
      {look.label}
    </Badge>
  )
}
