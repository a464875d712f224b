import type { Diagnostic } from '@/lib/search/query'
import { UntrustedText } from '../ui/untrusted-text'

type Props = {
  readonly diagnostics: readonly Diagnostic[]
  /** The address of the search with a fix; null for a diagnostic without one. */
  readonly fixHref: (diagnostic: Diagnostic) => string | null
}

/** What of the search may be meant otherwise, each with a link that changes it. */
export function SearchHints({ diagnostics, fixHref }: Props) {
  if (diagnostics.length === 0) return null
  return (
    <ul aria-label="About this search" className="text-xs text-text-soft">
      {diagnostics.map((diagnostic) => {
        const href = fixHref(diagnostic)
        return (
          <li key={`${diagnostic.from} ${diagnostic.message}`}>
            <UntrustedText text={diagnostic.message} />
            {href === null || diagnostic.fix === null ? null : (
              <>
                {' '}
                <a href={href} className="text-accent underline">
                  Search <code>{diagnostic.fix}</code> instead
                </a>
              </>
            )}
          </li>
        )
      })}
    </ul>
  )
}
