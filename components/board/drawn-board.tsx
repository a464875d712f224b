'use client'

import { lazy } from 'react'
import { DrawnByServer } from '../ui/drawn-by-server'

const BoardTable = lazy(() => import('./board-table'))

type Props = {
  /** BoardContent as JSON: one string, which is parsed only when the browser renders it. */
  readonly content: string
  readonly now: number
}

/** The board, drawn by the server. A new time alone does not redraw it. */
export function DrawnBoard({ content, now }: Props) {
  return (
    <DrawnByServer content={content} className="table-panel">
      <BoardTable content={content} now={now} />
    </DrawnByServer>
  )
}
