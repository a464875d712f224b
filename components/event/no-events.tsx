import { CommandLine } from '../ui/command-line'
import { EmptyState } from '../ui/empty-state'

type Props = { readonly filtered: 'yes' | 'no' }

/** An empty list of events. */
export function NoEvents({ filtered }: Props) {
  if (filtered === 'yes') {
    return (
      <EmptyState icon="activity" title="No event matches">
        <p>No event matches all filters. Clear one of them to see more.</p>
      </EmptyState>
    )
  }
  return (
    <EmptyState icon="activity" title="Nothing has happened yet">
      <p>
        Every registry tag is an event: a version registered, a stage assigned or emptied, a model
        deprecated. The first one appears after, for example:
      </p>
      <CommandLine
        command={'git tag -a churn@v1.0.0 -m "First version"\ngit push origin churn@v1.0.0'}
      />
    </EmptyState>
  )
}
