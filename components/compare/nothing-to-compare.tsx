import { buttonClass } from '../ui/button-class'
import { EmptyState } from '../ui/empty-state'

/** Shown where an address does not name two versions that the viewer may see. */
export function NothingToCompare() {
  return (
    <EmptyState icon="arrow-left-right" heading="h1" title="Nothing to compare">
      <p>
        The address names no two versions. Write them as REPO/NAME@VERSION, as in{' '}
        <code className="text-xs">?from=churn/churn@production&amp;to=churn/churn@latest</code>; a
        version is a name, <code className="text-xs">latest</code>, a stage or a full commit id.
        Several versions of one model:{' '}
        <code className="text-xs">?model=churn/churn&amp;versions=v1.0.0,v1.1.0,latest</code>.
      </p>
      <p>
        <a href="/" className={buttonClass('primary')}>
          All models
        </a>
      </p>
    </EmptyState>
  )
}
