'use client'

import { lazy, startTransition, useEffect, useState } from 'react'
import { DrawnByServer } from '../ui/drawn-by-server'
import { SELECTION_ID } from './model-rows'

const SelectionForm = lazy(() => import('./selection-form'))

export type SelectionProps = {
  /** Changes with the table. */
  readonly rows: number
  /** The address of the search that the table is a page of. */
  readonly search: string
  /** How many models the search finds. */
  readonly total: number
  /** How many models one push promotes at most. */
  readonly most: number
}

/** The bar of the selected models. Its script loads with the first selection. */
export function SelectionBar(props: SelectionProps) {
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
      <SelectionForm {...props} />
    </DrawnByServer>
  )
}
