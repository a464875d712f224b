import type { ReactNode } from 'react'

/** The surface of a table; what is wider than the page scrolls inside it. */
export function TablePanel({ children }: { readonly children: ReactNode }) {
  return <div className="table-panel">{children}</div>
}
