'use client'

import './globals.css'

type Props = { readonly error: Error & { readonly digest?: string } }

/** Shown when the frame itself fails to render, most likely because the database does not answer. */
export default function GlobalError({ error }: Props) {
  return (
    <html lang="en">
      <body>
        <title>Signet cannot answer</title>
        <main className="error-page">
          <h1>Signet cannot answer</h1>
          <p>
            The server could not read its database. Your repositories are unchanged: Git holds the
            registry, and the database holds only a copy that can be rebuilt.
          </p>
          <p>
            Reload in a moment. If that does not help, the operator of this server can find the
            reason in its log{error.digest ? `, under ${error.digest}` : ''}.
          </p>
          <p>
            <a href="/" className="button button-outline">
              Reload
            </a>
          </p>
        </main>
      </body>
    </html>
  )
}
