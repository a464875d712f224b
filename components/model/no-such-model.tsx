import { buttonClass } from '../ui/button-class'
import { EmptyState } from '../ui/empty-state'

/** Shown in place of an unknown model. */
export function NoSuchModel() {
  return (
    <EmptyState icon="box" heading="h1" title="No such model">
      <p>
        The repository has no model with this name, is not connected, or is not visible to you. A
        model that was just tagged appears after the next sync.
      </p>
      <p className="flex gap-2">
        <a href="/" className={buttonClass('primary')}>
          All models
        </a>
        <a href="/repos" className={buttonClass('outline')}>
          Repositories
        </a>
      </p>
    </EmptyState>
  )
}
