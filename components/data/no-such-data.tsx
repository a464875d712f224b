import { buttonClass } from '../ui/button-class'
import { EmptyState } from '../ui/empty-state'

/** Shown in place of a content that no visible repository has. */
export function NoSuchData() {
  return (
    <EmptyState icon="database" heading="h1" title="No such data">
      <p>
        No repository that you may see has content with this hash, at its default branch or in a
        version.
      </p>
      <p>
        <a href="/" className={buttonClass('primary')}>
          All models
        </a>
      </p>
    </EmptyState>
  )
}
