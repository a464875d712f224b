'use client'

import { lazy, type ReactNode } from 'react'
import { DrawnByServer } from '../ui/drawn-by-server'
import { PanZoom } from './pan-zoom'

const LineageDrawing = lazy(() => import('./lineage-drawing'))
const LineageEntries = lazy(() => import('./lineage-entries'))

type Props = {
  readonly title: string
  /** LineageContent as JSON: it is sent once, and parsed only when the browser draws it. */
  readonly content: string
  readonly legend: ReactNode
  /** The header of the list. */
  readonly summary: ReactNode
}

/** A pipeline as a drawing and as a list, both drawn by the server. Without scripts the drawing scrolls; with them it
 *  zooms, pans and follows a node. On phones it is folded, and the list comes first. */
export function DrawnLineage({ title, content, legend, summary }: Props) {
  return (
    <div className="lineage">
      <section className="lineage-graph">
        <details>
          <summary className="button button-outline">Drawing</summary>
        </details>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: keys scroll it */}
        <section className="lineage-view" aria-label={title} tabIndex={0}>
          <DrawnByServer content={content} className="contents">
            <LineageDrawing content={content} />
          </DrawnByServer>
        </section>
        <footer>
          {legend}
          <PanZoom />
        </footer>
      </section>
      <section className="lineage-list" aria-label="List of the pipeline">
        {summary}
        <DrawnByServer content={content} className="lineage-entries">
          <LineageEntries content={content} />
        </DrawnByServer>
      </section>
    </div>
  )
}
