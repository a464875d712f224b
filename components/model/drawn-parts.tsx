'use client'

import { lazy } from 'react'
import { DrawnByServer } from '../ui/drawn-by-server'

const FacetGroups = lazy(() => import('./facet-groups'))
const ModelTable = lazy(() => import('./model-table'))

/* What these parts show is sent as one text: nothing takes it apart until the browser draws them. */

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

/** The table of models, drawn by the server. The time alone is no reason to draw it again. */
export function DrawnModelTable({ content, now }: TableProps) {
  return (
    <DrawnByServer content={content} className="table-panel">
      <ModelTable content={content} now={now} />
    </DrawnByServer>
  )
}
