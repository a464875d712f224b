'use client'

import { ArrowUpRight } from 'lucide-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { FIELD, NOTHING_ASKED } from '../command/asked'
import { useOpenCommand } from '../command/command-dialogs'
import { buttonClass } from '../ui/button-class'

/** Models that are selected in the table inside are promoted together: a form of boxes, so that it works without scripts. */
export function SelectionForm({ children }: { readonly children: ReactNode }) {
  const open = useOpenCommand()
  const form = useRef<HTMLFormElement>(null)
  const [count, setCount] = useState(0)

  // Rows come and go with pages and syncs; boxes of those that stay keep their state.
  useEffect(() => setCount(selected(form.current).length))

  return (
    <form
      ref={form}
      action="/promote"
      onChange={() => setCount(selected(form.current).length)}
      onReset={() => setCount(0)}
      onSubmit={(event) => {
        if (!open) return
        event.preventDefault()
        open({ ...NOTHING_ASKED, kind: 'assign', models: selected(form.current) })
      }}
    >
      {children}
      <div className="selection-bar">
        <span role="status" className="noscript:hidden">
          {count} selected
        </span>
        <button type="reset" className={`${buttonClass('quiet')} ms-auto`}>
          Clear
        </button>
        <button type="submit" className={buttonClass('primary')}>
          <ArrowUpRight aria-hidden />
          Promote together
        </button>
      </div>
    </form>
  )
}

function selected(form: HTMLFormElement | null) {
  const values = form ? new FormData(form).getAll(FIELD.model) : []
  return values.map(String).map((value) => {
    const colon = value.indexOf(':')
    return { repo: value.slice(0, colon), name: value.slice(colon + 1), version: '' }
  })
}
