'use client'

import { lazy } from 'react'
import { DrawnByServer } from '../ui/drawn-by-server'

const FacetGroups = lazy(() => import('./facet-groups'))
const ModelTable = lazy(() => import('./model-table'))

/* The content of these parts is sent as one string, which is parsed only when the browser renders them. */

/** The facets, drawn by the server; `content` is Facet[] as JSON. */
export function DrawnFacets({ content }: { readonly content: string }) {
  return (
    <DrawnByServer content={content} className="facets">
      <FacetGroups content={content} />
    </DrawnByServer>
  )
}

type TableProps = {
  /** TableContent as JSON. */
  readonly content: string
  readonly now: number
}

/** The table of models, drawn by the server. A new time alone does not redraw it. */
export function DrawnModelTable({ content, now }: TableProps) {
  return (
    <DrawnByServer content={content} className="table-panel">
      <ModelTable content={content} now={now} />
    </DrawnByServer>
  )
}
