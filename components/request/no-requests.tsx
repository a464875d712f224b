import { CommandLine } from '../ui/command-line'
import { EmptyState } from '../ui/empty-state'

type Props = { readonly which: 'waiting' | 'all' }

/** No request, and what would make one. */
export function NoRequests({ which }: Props) {
  if (which === 'all') {
    return (
      <EmptyState icon="inbox" title="Nothing was asked for yet">
        <p>Whatever people promote, register or take back here stands in this list.</p>
      </EmptyState>
    )
  }
  return (
    <EmptyState icon="inbox" title="No request is waiting">
      <p>
        A promotion waits here where the rules of its stage ask for somebody else’s approval, as
        these lines of <code className="text-xs">signet.yaml</code> do for production:
      </p>
      <CommandLine
        label="configuration"
        command={'stages:\n  rules:\n    production: { approvals: 1, reason: required }'}
      />
    </EmptyState>
  )
}
