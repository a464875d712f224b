import type { CommandView } from '@/lib/views/command'
import { Copyable } from '../ui/copyable'
import { Fact, Facts } from '../ui/facts'
import { TimeAgo } from '../ui/time-ago'
import { UntrustedText } from '../ui/untrusted-text'

const DECISIONS = { approve: 'Approved by', decline: 'Declined by', withdraw: 'Withdrawn by' }

type Props = { readonly command: CommandView; readonly now: number }

/** Who requested a command, when and why, and who decided. */
export function RequestFacts({ command, now }: Props) {
  const { repo, requestedBy, requestedAt, reason, approvals, expiresAt, state, id } = command
  return (
    <Facts>
      <Fact name="Repository">{repo}</Fact>
      <Fact name="Requested by">
        <UntrustedText text={requestedBy} />
        <span className="text-text-soft">
          <TimeAgo at={requestedAt} now={now} />
        </span>
      </Fact>
      {reason ? (
        <Fact name="Reason">
          <UntrustedText text={reason} />
        </Fact>
      ) : null}
      {approvals.map(({ by, at, decision, reason: why, counts }) => (
        <Fact key={`${at} ${by}`} name={DECISIONS[decision]}>
          <UntrustedText text={by} />
          <span className="text-text-soft">
            <TimeAgo at={at} now={now} />
          </span>
          {why ? <UntrustedText text={`“${why}”`} /> : null}
          {decision === 'approve' && !counts ? (
            <span className="text-text-soft">no longer counts</span>
          ) : null}
        </Fact>
      ))}
      {state === 'waiting' && expiresAt ? (
        <Fact name="Expires">
          <TimeAgo at={expiresAt} now={now} />
        </Fact>
      ) : null}
      <Fact name="Request">
        <Copyable text={id} short={id.slice(0, 8)} label="request id" />
      </Fact>
    </Facts>
  )
}
