import { buttonClass } from '../ui/button-class'
import { EmptyState } from '../ui/empty-state'
import { Kbd } from '../ui/kbd'

/** The page for promoting together, without a model. */
export function NoneSelected() {
  return (
    <EmptyState icon="boxes" heading="h1" title="No models are selected">
      <p>
        Select models of one repository in the table, with their boxes or with <Kbd>x</Kbd> on a
        row. One push then gives all of them their stage, or none.
      </p>
      <p>
        <a href="/" className={buttonClass('primary')}>
          All models
        </a>
      </p>
    </EmptyState>
  )
}
