'use client'

import { useEffect, useRef, useState } from 'react'
import { Icon } from '../ui/icon'
import { followNodes } from './follow-nodes'
import { showStart } from './show-start'
import { type Zoom, zoomDrawing } from './zoom-drawing'

/** Lets the drawing above it zoom, pan and follow a node. Without scripts there are no buttons, and the drawing scrolls. */
export function PanZoom() {
  const place = useRef<HTMLDivElement>(null)
  const [zoom, setZoom] = useState<Zoom | null>(null)

  useEffect(() => {
    const view = place.current
      ?.closest('.lineage-graph')
      ?.querySelector<HTMLElement>('.lineage-view')
    if (!view) return
    showStart(view)
    const zoom = zoomDrawing(view)
    const stop = followNodes(view)
    setZoom(zoom)
    return () => {
      zoom.stop()
      stop()
    }
  }, [])

  return (
    <div ref={place} className="lineage-buttons" hidden={zoom === null}>
      <button type="button" aria-label="Zoom in" data-tip="" onClick={() => zoom?.by(1.25)}>
        <Icon name="plus" />
      </button>
      <button type="button" aria-label="Zoom out" data-tip="" onClick={() => zoom?.by(0.8)}>
        <Icon name="minus" />
      </button>
      <button type="button" aria-label="Fit the drawing" data-tip="" onClick={() => zoom?.fit()}>
        <Icon name="maximize" />
      </button>
    </div>
  )
}
