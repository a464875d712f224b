import {
  CircleAlert,
  CircleCheck,
  CircleDashed,
  Clock,
  LoaderCircle,
  type LucideIcon,
} from 'lucide-react'
import type { RepoStatus, RepoView } from '@/lib/index/views'
import { Badge, type Tone } from '../ui/badge'

type Look = {
  readonly label: string
  readonly icon: LucideIcon
  readonly tone: Tone
  readonly turns?: string
}

const LOOKS = {
  new: { label: 'Not synced yet', icon: CircleDashed, tone: 'neutral' },
  queued: { label: 'Queued', icon: Clock, tone: 'neutral' },
  syncing: {
    label: 'Syncing',
    icon: LoaderCircle,
    tone: 'accent',
    turns: 'motion-safe:animate-spin',
  },
  ok: { label: 'Synced', icon: CircleCheck, tone: 'ok' },
  failed: { label: 'Failed', icon: CircleAlert, tone: 'danger' },
} satisfies Record<RepoStatus, Look>

/** How a repository's sync stands, in a word. */
export function RepoStatusBadge({ repo }: { readonly repo: RepoView }) {
  const look: Look = LOOKS[repo.status]
  return (
    <Badge tone={look.tone}>
      <look.icon aria-hidden className={`size-3 ${look.turns ?? ''}`} />
      {look.label}
    </Badge>
  )
}
