'use client'

import { type ChangeEvent, useEffect, useState } from 'react'
import { fieldClass } from '../ui/field-class'

/** A field that leaves in the list what contains a text, and what that stands under; the drawing dims all else. It filters
 *  what the server has drawn, so it is there only once scripts run. */
export function ListFilter() {
  const [isReady, setReady] = useState(false)
  const [found, setFound] = useState<string>('')
  useEffect(() => setReady(true), [])
  if (!isReady) return null

  function filter({ currentTarget }: ChangeEvent<HTMLInputElement>) {
    const list = currentTarget.closest('.lineage-list')
    const text = currentTarget.value.trim().toLowerCase()
    if (list) setFound(showMatches(list, text))
  }

  return (
    <search>
      <span role="status" className="text-text-faint tabular-nums">
        {found}
      </span>
      <input
        type="search"
        aria-label="Find in the pipeline"
        placeholder="Find"
        className={fieldClass}
        onChange={filter}
      />
    </search>
  )
}

/** An entry of the list; those of problems have no id. */
const ENTRY = 'li[id]'

/** Shows the entries with the text and those around them; all without a text. Returns how many have it, in words. */
function showMatches(list: Element, text: string): string {
  const found = new Set<string>()
  // From the last to the first: an entry is decided after those in it.
  for (const entry of [...list.querySelectorAll<HTMLElement>(ENTRY)].reverse()) {
    const isMatch = entry.firstElementChild?.textContent?.toLowerCase().includes(text) === true
    if (isMatch) found.add(entry.id)
    entry.hidden = !isMatch && !entry.querySelector(`${ENTRY}:not([hidden])`)
  }
  dimOthers(list, text === '' ? null : found)
  return text === '' ? '' : `${found.size.toLocaleString('en')} found`
}

/** Dims all of the drawing but the nodes of these entries; nothing for null. */
function dimOthers(list: Element, found: ReadonlySet<string> | null): void {
  const drawing = list.closest('.lineage')?.querySelector('.lineage-view svg')
  drawing?.classList.toggle('is-searching', found !== null)
  for (const node of drawing?.querySelectorAll('[data-entry]') ?? [])
    node.classList.toggle('is-found', found?.has(node.getAttribute('data-entry') ?? '') === true)
}
