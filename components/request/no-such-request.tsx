import { buttonClass } from '../ui/button-class'
import { EmptyState } from '../ui/empty-state'

/** Shown in place of an unknown request. */
export function NoSuchRequest() {
  return (
    <EmptyState icon="inbox" heading="h1" title="No such request">
      <p>No request has this id, or its repository is not visible to you.</p>
      <p>
        <a href="/requests" className={buttonClass('primary')}>
          All requests
        </a>
      </p>
    </EmptyState>
  )
}
