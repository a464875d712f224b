'use client'

import type { ReactNode } from 'react'
import { moveBetweenRows } from './move-between-rows'

/** Lets arrows, Home and End move between the row links of the list inside. */
export function RowKeys({ children }: { readonly children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys add to the links inside, which work without them
    <div onKeyDown={moveBetweenRows}>{children}</div>
  )
}
