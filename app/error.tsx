'use client'

import { buttonClass } from '@/components/ui/button-class'
import { EmptyState } from '@/components/ui/empty-state'

type Props = {
  readonly error: Error & { readonly digest?: string }
  readonly retry: () => void
}

/** What people see where a page could not be made. */
export default function PageError({ error, retry }: Props) {
  return (
    <EmptyState icon="circle-alert" heading="h1" title="This page could not be shown">
      <p>
        Something failed in the server while it read the index. Your repositories are not touched:
        reading never changes them, and the other pages may still work.
      </p>
      <p>
        Try again. If it fails again, the server’s log has the reason
        {error.digest ? (
          <>
            {' '}
            under <code className="text-xs text-text">{error.digest}</code>
          </>
        ) : null}
        .
      </p>
      <p className="flex gap-2">
        <button type="button" onClick={retry} className={buttonClass('primary')}>
          Try again
        </button>
        <a href="/" className={buttonClass('outline')}>
          All models
        </a>
      </p>
    </EmptyState>
  )
}
