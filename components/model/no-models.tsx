import { buttonClass } from '../ui/button-class'
import { CommandLine } from '../ui/command-line'
import { EmptyState } from '../ui/empty-state'
import { UntrustedText } from '../ui/untrusted-text'

/** Shown when the repositories were read and none has a model. */
export function NoModels() {
  return (
    <EmptyState icon="boxes" title="No models yet">
      <p>
        The repositories were read, and no tag or file in them names a model. A model appears with
        its first version, which is an annotated tag:
      </p>
      <CommandLine
        command={'git tag -a churn@v1.0.0 -m "First version"\ngit push origin churn@v1.0.0'}
      />
      <p>
        or when <code className="text-xs">artifacts.yaml</code> on the default branch describes it:
      </p>
      <CommandLine
        label="annotation"
        command={'churn:\n  type: model\n  path: models/churn.pkl\n  labels: [tabular]'}
      />
    </EmptyState>
  )
}

type NothingFoundProps = { readonly query: string; readonly clearHref: string }

/** Shown when no model matches the search. */
export function NothingFound({ query, clearHref }: NothingFoundProps) {
  return (
    <EmptyState icon="search-x" title="No model matches">
      <p>
        Nothing was found for <UntrustedText text={query} />. All words and filters must match; a
        comma inside a filter means “or”, as in{' '}
        <code className="text-xs">stage:staging,production</code>.
      </p>
      <p>
        <a href={clearHref} className={buttonClass('primary')}>
          Show all models
        </a>
      </p>
    </EmptyState>
  )
}

/** Shown when the address asks for a page after the last one. */
export function PastTheEnd({ firstHref }: { readonly firstHref: string }) {
  return (
    <EmptyState icon="search-x" title="This page is past the end">
      <p>The list has fewer models than the address asks for.</p>
      <p>
        <a href={firstHref} className={buttonClass('primary')}>
          First page
        </a>
      </p>
    </EmptyState>
  )
}
