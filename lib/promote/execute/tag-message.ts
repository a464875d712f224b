import type { Identity } from '@/lib/policy/principal'
import { formatPerson } from '@/lib/registry/commands/format-person'
import type { TagPlan } from '@/lib/registry/commands/tag-plan'
import { formatTagMessage } from '@/lib/registry/commands/trailers'

/** The values of a tag's trailers, besides what it displaces. */
export type TrailerValues = {
  readonly requester: Identity
  readonly approvers: readonly Identity[]
  readonly reason: string | null
  readonly requestId: string
  /** Canonical id of the repository. */
  readonly repository: string
}

/** The whole message. The preview and the tag have the same one, apart from later approvals. */
export function formatMessage(plan: TagPlan, values: TrailerValues): string {
  return formatTagMessage({
    plan,
    trailers: {
      requestedBy: formatPerson(values.requester),
      approvedBy: values.approvers.map(formatPerson),
      reason: values.reason,
      requestId: values.requestId,
      registryRepo: values.repository,
    },
  })
}
