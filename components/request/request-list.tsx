import type { CommandState, CommandView } from '@/lib/views/command'
import { countApprovals, isWithdrawn } from '../command/command-progress'
import { commandSentence } from '../command/command-sentences'
import { Badge, type Tone } from '../ui/badge'
import { CommandLine } from '../ui/command-line'
import { EmptyState } from '../ui/empty-state'
import { TablePanel } from '../ui/table-panel'
import { TimeAgo } from '../ui/time-ago'
import { UntrustedText } from '../ui/untrusted-text'
import { formatPlain } from '../ui/visible-text'

const STATES = {
  waiting: { word: 'Waiting', tone: 'warning' },
  requested: { word: 'In progress', tone: 'accent' },
  checked: { word: 'In progress', tone: 'accent' },
  prepared: { word: 'In progress', tone: 'accent' },
  pushed: { word: 'In progress', tone: 'accent' },
  unknown: { word: 'Unknown', tone: 'warning' },
  confirmed: { word: 'Done', tone: 'ok' },
  indexed: { word: 'Done', tone: 'ok' },
  refused: { word: 'Refused', tone: 'danger' },
  rejected: { word: 'Refused by the remote', tone: 'danger' },
  declined: { word: 'Declined', tone: 'danger' },
  expired: { word: 'Expired', tone: 'neutral' },
} satisfies Record<CommandState, { word: string; tone: Tone }>

const WITHDRAWN = { word: 'Withdrawn', tone: 'neutral' } as const

type Props = { readonly commands: readonly CommandView[]; readonly now: number }

/** All requests with their states, newest first. */
export function RequestList({ commands, now }: Props) {
  return (
    <TablePanel>
      <table className="data-table">
        <caption className="sr-only">Requests, newest first</caption>
        <thead>
          <tr>
            <th scope="col">Request</th>
            <th scope="col">Repository</th>
            <th scope="col">Requested by</th>
            <th scope="col">When</th>
            <th scope="col">Reason</th>
            <th scope="col">Approvals</th>
            <th scope="col">State</th>
          </tr>
        </thead>
        <tbody>
          {commands.map((command) => (
            <Row key={command.id} command={command} now={now} />
          ))}
        </tbody>
      </table>
    </TablePanel>
  )
}

function Row({ command, now }: { readonly command: CommandView; readonly now: number }) {
  const { id, repo, requestedBy, requestedAt, reason, approvalsNeeded, state } = command
  const { word, tone } = isWithdrawn(command) ? WITHDRAWN : STATES[state]
  return (
    <tr className="relative">
      <td>
        <a
          href={`/commands/${id}`}
          data-row-link={id}
          className="max-w-96 truncate font-medium outline-none after:absolute after:inset-0 focus-visible:underline"
        >
          <UntrustedText text={commandSentence(command)} />
        </a>
      </td>
      <td data-label="Repository" className="text-text-soft">
        {repo}
      </td>
      <td data-label="Requested by">
        <span className="block max-w-56 truncate text-text-soft">
          <UntrustedText text={requestedBy} />
        </span>
      </td>
      <td data-label="When" className="text-text-soft">
        <TimeAgo at={requestedAt} now={now} />
      </td>
      <td data-label="Reason" data-empty={reason === null || undefined}>
        <span
          data-tip={reason === null ? undefined : formatPlain(reason)}
          className="block max-w-64 truncate text-text-soft"
        >
          <UntrustedText text={reason ?? ''} />
        </span>
      </td>
      <td data-label="Approvals" data-empty={approvalsNeeded === 0 || undefined}>
        {approvalsNeeded > 0 ? `${countApprovals(command)} of ${approvalsNeeded}` : null}
      </td>
      <td data-label="State">
        <Badge tone={tone}>{word}</Badge>
      </td>
    </tr>
  )
}

type NoRequestsProps = { readonly which: 'waiting' | 'all' }

/** Shown when the list is empty, with an example of a rule that needs approvals. */
export function NoRequests({ which }: NoRequestsProps) {
  if (which === 'all') {
    return (
      <EmptyState icon="inbox" title="No requests yet">
        <p>This list shows everything that people promote, register or deregister here.</p>
      </EmptyState>
    )
  }
  return (
    <EmptyState icon="inbox" title="No request is waiting">
      <p>
        A promotion waits here if the rules of its stage require another person’s approval, as these
        lines of <code className="text-xs">signet.yaml</code> do for production:
      </p>
      <CommandLine
        label="configuration"
        command={'stages:\n  rules:\n    production: { approvals: 1, reason: required }'}
      />
    </EmptyState>
  )
}
