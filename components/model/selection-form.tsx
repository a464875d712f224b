'use client'

import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { FIELD } from '../command/asked'
import { buttonClass } from '../ui/button-class'
import { Icon } from '../ui/icon'

type Props = {
  /** Models as `repo:name`, those whose boxes are inside. */
  readonly shown: readonly string[]
  readonly children: ReactNode
}

/**
 * Models that are selected in the table inside are promoted together: a form of boxes, so that it works without
 * scripts. With scripts, what was selected stays so on other pages and under other filters, until it is cleared.
 */
export function SelectionForm({ shown, children }: Props) {
  const form = useRef<HTMLFormElement>(null)
  const [selected, setSelected] = useState<readonly string[]>([])
  const elsewhere = selected.filter((model) => !shown.includes(model))

  // Boxes that were ticked before the script ran.
  useEffect(() => setSelected(readSelected(form.current)), [])
  useLayoutEffect(() => tick(form.current, selected))

  return (
    <form
      ref={form}
      action="/promote"
      onChange={() => setSelected(readSelected(form.current))}
      onReset={() => setSelected([])}
    >
      {children}
      {elsewhere.map((model) => (
        <input key={model} type="hidden" name={FIELD.model} value={model} data-row-select />
      ))}
      <div className="selection-bar">
        <span role="status" className="noscript:hidden">
          {selected.length} selected
          {elsewhere.length > 0 ? `, ${elsewhere.length} not on this page` : ''}
        </span>
        <button type="reset" className={`${buttonClass('quiet')} ms-auto`}>
          Clear
        </button>
        <button type="submit" className={buttonClass('primary')}>
          <Icon name="arrow-up-right" />
          Promote together
        </button>
      </div>
    </form>
  )
}

function readSelected(form: HTMLFormElement | null): readonly string[] {
  return form ? new FormData(form).getAll(FIELD.model).map(String) : []
}

/** Ticks the boxes of rows that came back. */
function tick(form: HTMLFormElement | null, selected: readonly string[]): void {
  for (const box of form?.querySelectorAll<HTMLInputElement>('[type=checkbox]') ?? []) {
    if (selected.includes(box.value)) box.checked = true
  }
}
