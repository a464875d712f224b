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

/** Shown at a past instant before the first tag. */
export function NoModelsThen() {
  return (
    <EmptyState icon="boxes" title="No models yet">
      <p>At this instant no repository had a registry tag.</p>
    </EmptyState>
  )
}

/** A part of a search that found nothing. */
export type NothingPart = {
  readonly text: string
  readonly alone: number
  readonly without: number
  /** The address of the search without the part. */
  readonly withoutHref: string
  /** Searches with a value that exists. */
  readonly nearest: readonly { readonly text: string; readonly href: string }[]
}

type NothingFoundProps = {
  readonly query: string
  readonly parts: readonly NothingPart[]
  readonly clearHref: string
}

/** Shown when no model matches the search: which part found nothing, and what to search instead. */
export function NothingFound({ query, parts, clearHref }: NothingFoundProps) {
  return (
    <EmptyState icon="search-x" title="No model matches">
      <p>
        Nothing was found for <UntrustedText text={query} />. All words and filters must match; a
        comma inside a filter means “or”, as in{' '}
        <code className="text-xs">stage:staging,production</code>.
      </p>
      {parts.length > 0 ? (
        <ul aria-label="Parts of the search" className="flex flex-col gap-1 text-sm">
          {parts.map((part) => (
            <EmptyPart key={part.text} part={part} />
          ))}
        </ul>
      ) : null}
      <p>
        <a href={clearHref} className={buttonClass('primary')}>
          Show all models
        </a>
      </p>
    </EmptyState>
  )
}

function EmptyPart({ part }: { readonly part: NothingPart }) {
  const { text, alone, without, withoutHref, nearest } = part
  return (
    <li>
      <code className="text-xs">
        <UntrustedText text={text} />
      </code>{' '}
      {alone === 0 ? 'finds nothing.' : `alone finds ${alone.toLocaleString('en')}.`}
      {nearest.map((one) => (
        <span key={one.href}>
          {' '}
          <a href={one.href} className="text-accent underline">
            Did you mean <UntrustedText text={one.text} />?
          </a>
        </span>
      ))}
      {without > 0 ? (
        <>
          {' '}
          <a href={withoutHref} className="text-accent underline">
            Without it: {without.toLocaleString('en')}
          </a>
        </>
      ) : null}
    </li>
  )
}
