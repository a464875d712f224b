'use client'

import { lazy, startTransition, useEffect, useState } from 'react'
import { DrawnByServer } from '../ui/drawn-by-server'
import { SELECTION_ID } from './model-rows'

const SelectionForm = lazy(() => import('./selection-form'))

/** The bar of the selected models. Its script loads with the first selection. `rows` changes with the table. */
export function SelectionBar({ rows }: { readonly rows: number }) {
  const [begun, setBegun] = useState(false)

  useEffect(() => {
    const look = () => {
      if (document.querySelector(`[form="${SELECTION_ID}"]:checked`))
        startTransition(() => setBegun(true))
    }
    // Boxes may have been ticked before the script ran.
    look()
    document.addEventListener('change', look)
    return () => document.removeEventListener('change', look)
  }, [])

  return (
    <DrawnByServer content={String(begun)} className="contents">
      <SelectionForm rows={rows} />
    </DrawnByServer>
  )
}
