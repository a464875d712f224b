'use client'

import { lazy } from 'react'
import { DrawnByServer } from '../ui/drawn-by-server'

const EventList = lazy(() => import('./event-list'))

/** Events, drawn by the server; `content` is EventContent as JSON: one string, which is parsed only when the browser
 *  renders it. */
export function DrawnEvents({ content }: { readonly content: string }) {
  return (
    <DrawnByServer content={content} className="events">
      <EventList content={content} />
    </DrawnByServer>
  )
}
