import { buttonClass } from '../ui/button-class'
import { EmptyState } from '../ui/empty-state'

/** Shown in place of an unknown repository. */
export function NoSuchRepo() {
  return (
    <EmptyState icon="git-branch" heading="h1" title="No such repository">
      <p>No repository with this name is connected, or it is not visible to you.</p>
      <p>
        <a href="/repos" className={buttonClass('primary')}>
          All repositories
        </a>
      </p>
    </EmptyState>
  )
}
