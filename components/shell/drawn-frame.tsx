'use client'

import { lazy } from 'react'
import { DrawnByServer } from '../ui/drawn-by-server'
import type { BarProps } from './bar-buttons'
import type { RailProps } from './rail'
import type { SearchValues } from './search-box'

const Rail = lazy(() => import('./rail'))
const SearchBox = lazy(() => import('./search-box'))
const BarButtons = lazy(() => import('./bar-buttons'))

/* The frame stays from page to page. The browser keeps the frame that the server rendered with the first page, and
   page-script.tsx updates the parts that depend on the address. */

export function DrawnRail(props: RailProps) {
  return (
    <DrawnByServer content={JSON.stringify([props.waiting, props.views])} className="contents">
      <Rail {...props} />
    </DrawnByServer>
  )
}

export function DrawnSearch({ values }: { readonly values: SearchValues }) {
  return (
    <DrawnByServer content="" className="contents">
      <SearchBox values={values} />
    </DrawnByServer>
  )
}

export function DrawnButtons(props: BarProps) {
  return (
    <DrawnByServer content={JSON.stringify(props)} className="contents">
      <BarButtons {...props} />
    </DrawnByServer>
  )
}
