import type { CommandState } from '@/lib/index/commands'
import type { StageHolderView } from '@/lib/index/views'
import type { KeyringProblem } from '@/lib/proof/keyring'
import type { CommandKind } from '@/lib/registry/commands/command'
import type { CommandRefusalCode, RefusalDetails } from '@/lib/registry/commands/refusal'
import type { VersionDifference } from '@/lib/registry/compare-versions'
import type { WorkflowView } from '@/lib/workflows/workflow'

/** What pages and the API are told about commands. Times are ISO 8601 with zone. */

export type RefusalCode =
  | CommandRefusalCode
  // who asks
  | 'not-signed-in'
  | 'role-missing'
  | 'token-scope'
  | 'token-repo'
  | 'token-stage'
  // what was sent
  | 'bad-request'
  | 'text-refused'
  | 'repo-unknown'
  | 'model-unknown'
  | 'commit-unknown'
  | 'many-repos'
  | 'request-id-reused'
  // rules
  | 'policy-denied'
  | 'policy-broken'
  // requests for approval
  | 'request-unknown'
  | 'request-decided'
  | 'request-expired'
  | 'own-request'
  | 'approver-no-person'
  | 'requester-unnamed'
  | 'reason-missing'
  // others were faster
  | 'changed-meanwhile'
  | 'conflict'
  | 'busy'
  // the world
  | 'signing-off'
  | 'disk-full'
  | 'unwritable'
  | 'remote-refused'
  | 'remote-auth'
  | 'remote-unreachable'
  | 'repo-unreadable'
  | 'interrupted'

export type Refusal = { readonly code: RefusalCode; readonly details: RefusalDetails }

export type { CommandState }

export type CheckOutcome = 'pass' | 'fail' | 'pending'

export type CheckView = {
  readonly rule: 'role' | 'who' | 'from' | 'branches' | 'approvals' | 'reason' | 'check' | 'policy'
  /** As written where a person wrote it: `metrics.auc >= 0.9`. */
  readonly text: string
  readonly outcome: CheckOutcome
  /** A code that the drawing turns into a sentence, and what that names. */
  readonly why: string
  readonly details: RefusalDetails
}

export type StageRow = Readonly<Record<string, readonly Pick<StageHolderView, 'version' | 'tag'>[]>>

/** One tag that will be written (or was). */
export type PlannedTag = {
  readonly artifact: string
  readonly kind: 'registration' | 'deregistration' | 'assignment' | 'unassignment' | 'deprecation'
  readonly version: string | null
  readonly stage: string | null
  readonly tag: string
  readonly commit: string
  /** Whole, with its trailers. */
  readonly message: string
  readonly previous: { readonly tag: string; readonly oid: string; readonly version: string } | null
  readonly before: StageRow
  readonly after: StageRow
  /** Stages in display order, those of `before` and `after` and the configured ones. */
  readonly stageOrder: readonly string[]
  readonly latestBefore: string | null
  readonly latestAfter: string | null
  /** The version that an unassignment brings back into the stage. */
  readonly bringsBack: string | null
  readonly difference: VersionDifference | null
  readonly checks: readonly CheckView[]
  readonly workflows: readonly WorkflowView[]
}

export type SignerView = {
  readonly name: string
  readonly email: string
  readonly format: 'ssh' | 'openpgp'
  /** `SHA256:...` or the OpenPGP fingerprint. */
  readonly key: string
}

export type Preview = {
  readonly repo: string
  readonly requestId: string
  /** Fingerprint of the artifacts' tags that this was computed from: send it back with the confirmation. */
  readonly expected: string
  readonly outcome: 'allowed' | 'needs-approval' | 'refused'
  readonly refusal: Refusal | null
  /** Empty where the command is impossible. */
  readonly tags: readonly PlannedTag[]
  readonly signer: SignerView | null
}

export type WrittenTag = {
  readonly artifact: string
  readonly tag: string
  readonly oid: string
  readonly commit: string
}

export type ApprovalView = {
  readonly by: string
  readonly at: string
  readonly decision: 'approve' | 'decline' | 'withdraw'
  readonly reason: string | null
  /** False for what is no approval, and for an approval of something that the request does not stand for any more. */
  readonly counts: boolean
}

export type CommandView = {
  /** The request id: a UUID that the client made. */
  readonly id: string
  readonly repo: string
  readonly state: CommandState
  readonly requestedBy: string
  readonly requestedAt: string
  readonly updatedAt: string
  readonly expiresAt: string | null
  readonly reason: string | null
  /** What was asked, one entry per artifact. */
  readonly commands: readonly {
    readonly artifact: string
    readonly kind: CommandKind
    /** Null where the command counts it or finds it, and did not yet. */
    readonly version: string | null
    readonly stage: string | null
  }[]
  readonly tags: readonly WrittenTag[]
  readonly approvals: readonly ApprovalView[]
  readonly approvalsNeeded: number
  readonly refusal: Refusal | null
  /** A newer tag that somebody else wrote meanwhile about the same stage or version. */
  readonly superseded: SupersededView | null
}

export type SupersededView = {
  readonly artifact: string
  readonly tag: string
  /** Claimed by the tag. */
  readonly tagger: string
  readonly at: string
}

/** Which lines of the files that signet.yaml names under `trust` count for nobody; or that a file cannot be read. */
export type TrustAnswer =
  | { readonly kind: 'read'; readonly problems: readonly KeyringProblem[] }
  | { readonly kind: 'unreadable'; readonly why: string }
