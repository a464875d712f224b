'use client'

type Props = {
  readonly error: Error & { readonly digest?: string }
  readonly retry: () => void
}

/** Shown when a page fails to render. Every page loads it, so it is small. */
export default function PageError({ error, retry }: Props) {
  return (
    <div className="error-page">
      <h1>This page could not be shown</h1>
      <p>
        The server failed while it read the index. Your repositories are unchanged, because reading
        never changes them. Other pages may still work.
      </p>
      <p>
        Try again. If it fails again, the server’s log has the reason
        {error.digest ? ` under ${error.digest}` : ''}.
      </p>
      <p>
        <button type="button" onClick={retry} className="button button-primary">
          Try again
        </button>{' '}
        <a href="/" className="button button-outline">
          All models
        </a>
      </p>
    </div>
  )
}
