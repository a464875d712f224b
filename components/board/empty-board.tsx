import { buttonClass } from '../ui/button-class'
import { CommandLine } from '../ui/command-line'
import { EmptyState } from '../ui/empty-state'

/** Shown while nothing is in a stage. */
export function EmptyBoard() {
  return (
    <EmptyState icon="layers" title="No stage holds a version yet">
      <p>
        Every model that has a version in a stage appears here. Promote a version on its model’s
        page, or push an annotated tag:
      </p>
      <CommandLine
        command={
          'git tag -a "churn#production#1" -m "First in production"\ngit push origin "churn#production#1"'
        }
      />
    </EmptyState>
  )
}

/** Shown when no model of the board passes the filters. */
export function NoBoardRow() {
  return (
    <EmptyState icon="search-x" title="No model in a stage matches">
      <p>No model that has something in a stage passes all filters. Clear one of them.</p>
      <p>
        <a href="/stages" className={buttonClass('primary')}>
          The whole board
        </a>
      </p>
    </EmptyState>
  )
}
