'use client'

import { lazy } from 'react'
import { DrawnByServer } from '../ui/drawn-by-server'

const DiffFiles = lazy(() => import('./diff-files'))

/** The files of a diff, drawn by the server. `content` is DiffContent as JSON. */
export function DrawnDiff({ content }: { readonly content: string }) {
  return (
    <DrawnByServer content={content} className="diff-files">
      <DiffFiles content={content} />
    </DrawnByServer>
  )
}
