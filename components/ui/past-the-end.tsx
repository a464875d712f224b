import { buttonClass } from './button-class'
import { EmptyState } from './empty-state'

type Props = {
  /** What is listed: `The list`. */
  readonly list: string
  readonly firstHref: string
}

/** Shown when the address asks for a page of models after the last one. */
export function PastTheEnd({ list, firstHref }: Props) {
  return (
    <EmptyState icon="search-x" title="This page is past the end">
      <p>{list} has fewer models than the address asks for.</p>
      <p>
        <a href={firstHref} className={buttonClass('primary')}>
          First page
        </a>
      </p>
    </EmptyState>
  )
}
