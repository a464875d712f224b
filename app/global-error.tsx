'use client'

import './globals.css'

type Props = { readonly error: Error & { readonly digest?: string } }

/** What people see where not even the frame could be made: most likely the database does not answer. */
export default function GlobalError({ error }: Props) {
  return (
    <html lang="en">
      <body>
        <title>Signet cannot answer</title>
        <main className="mx-auto flex max-w-xl flex-col gap-3 px-4 py-24 text-base">
          <h1 className="text-xl font-semibold">Signet cannot answer</h1>
          <p className="text-text-soft">
            The server could not read its database. Your repositories are not touched: Git holds the
            registry, the database only a copy that can be made again.
          </p>
          <p className="text-text-soft">
            Reload in a moment. If that does not help, whoever runs this server finds the reason in
            its log{error.digest ? `, under ${error.digest}` : ''}.
          </p>
          <p>
            <a href="/" className="text-accent underline">
              Reload
            </a>
          </p>
        </main>
      </body>
    </html>
  )
}
