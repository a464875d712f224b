import type { ReactNode } from 'react'

/** The surface of a table; a wide table scrolls inside it. */
export function TablePanel({ children }: { readonly children: ReactNode }) {
  return <div className="table-panel">{children}</div>
}
