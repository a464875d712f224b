'use client'

import './globals.css'

type Props = { readonly error: Error & { readonly digest?: string } }

/** What people see where not even the frame could be made: most likely the database does not answer. */
export default function GlobalError({ error }: Props) {
  return (
    <html lang="en">
      <body>
        <title>Signet cannot answer</title>
        <main className="error-page">
          <h1>Signet cannot answer</h1>
          <p>
            The server could not read its database. Your repositories are not touched: Git holds the
            registry, the database only a copy that can be made again.
          </p>
          <p>
            Reload in a moment. If that does not help, whoever runs this server finds the reason in
            its log{error.digest ? `, under ${error.digest}` : ''}.
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
