import type { Identity } from '@/lib/policy/principal'
import { formatPerson } from '@/lib/registry/commands/format-person'
import { formatTagMessage } from '@/lib/registry/commands/tag-message'
import type { TagPlan } from '@/lib/registry/commands/tag-plan'

/** What the trailers of a tag say besides what it displaces. */
export type Told = {
  readonly requester: Identity
  readonly approvers: readonly Identity[]
  readonly reason: string | null
  readonly requestId: string
  /** Canonical id of the repository. */
  readonly repository: string
}

/** The whole message: the same in the preview and in the tag, but for who has approved by then. */
export function formatMessage(plan: TagPlan, told: Told): string {
  return formatTagMessage({
    plan,
    trailers: {
      requestedBy: formatPerson(told.requester),
      approvedBy: told.approvers.map(formatPerson),
      reason: told.reason,
      requestId: told.requestId,
      registryRepo: told.repository,
    },
  })
}
