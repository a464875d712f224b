import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { FIELD } from '../command/command-form'
import { buttonClass } from '../ui/button-class'
import { Icon } from '../ui/icon'
import { PAGE_BOX_ID, SELECTION_ID } from './model-rows'
import type { SelectionProps } from './selection-bar'

/** Models that are selected in the table are promoted together: a form of boxes, so that it works without scripts. With
 *  scripts, the selection is kept on other pages and under other filters until it is cleared. The selection of a whole
 *  search is sent as the search, and ends with it. */
export default function SelectionForm({ rows, search, total, most }: SelectionProps) {
  const form = useRef<HTMLFormElement>(null)
  const clear = useRef<HTMLButtonElement>(null)
  const [selected, setSelected] = useState<readonly string[]>([])
  const [page, setPage] = useState<PageState>({ elsewhere: [], isWhole: false })
  /** The search that is selected as a whole. */
  const [whole, setWhole] = useState<string | null>(null)
  const isAll = whole === search
  const read = useCallback(() => {
    setWhole(null)
    setSelected(readSelected(form.current))
  }, [])

  // Boxes that were ticked before the script ran.
  useLayoutEffect(() => {
    if (findPageBox()?.checked) tickPage(form.current, 'ticked')
    read()
  }, [read])
  useEffect(() => {
    const onChange = ({ target }: Event) => {
      if (!(target instanceof HTMLInputElement) || target.form !== form.current) return
      if (target.id === PAGE_BOX_ID) tickPage(form.current, target.checked ? 'ticked' : 'empty')
      read()
    }
    document.addEventListener('change', onChange)
    return () => document.removeEventListener('change', onChange)
  }, [read])
  useEffect(() => {
    if (whole !== null && whole !== search) form.current?.reset()
  }, [whole, search])
  // Other rows have other boxes.
  useLayoutEffect(() => {
    if (isAll) tickPage(form.current, 'ticked')
    setPage(showSelected(form.current, selected))
  }, [selected, rows, isAll])

  function onReset() {
    // The browser resets the boxes after this event.
    tickPage(form.current, 'empty')
    setWhole(null)
    setSelected([])
    findPageBox()?.focus()
  }

  function selectAll() {
    setWhole(search)
    clear.current?.focus()
  }

  const count = isAll ? total : selected.length
  const isTooMany = count > most
  return (
    <form ref={form} id={SELECTION_ID} action="/promote" onReset={onReset} className="contents">
      {isAll ? <input type="hidden" name={FIELD.search} value={search} /> : null}
      {(isAll ? [] : page.elsewhere).map((model) => (
        <input key={model} type="hidden" name={FIELD.model} value={model} />
      ))}
      <div className="selection-bar">
        <span role="status" className="noscript:hidden">
          {isAll
            ? `All ${total.toLocaleString('en')} models of this search are selected.`
            : describeSelected(selected.length, page.elsewhere.length)}
          {isTooMany
            ? ` One push promotes at most ${most}: select fewer or narrow the search.`
            : ''}
        </span>
        {page.isWhole && !isAll && total > selected.length ? (
          <button type="button" className={buttonClass('quiet')} onClick={selectAll}>
            Select all {total.toLocaleString('en')} models of this search
          </button>
        ) : null}
        <button ref={clear} type="reset" className={`${buttonClass('quiet')} ms-auto`}>
          Clear
        </button>
        {total > 1 && total <= most ? (
          <button
            type="submit"
            name={FIELD.search}
            value={search}
            className={`${buttonClass('outline')} not-noscript:hidden`}
          >
            Promote all {total} of this search
          </button>
        ) : null}
        <button type="submit" className={buttonClass('primary')} disabled={isTooMany}>
          <Icon name="arrow-up-right" />
          Promote together
        </button>
      </div>
    </form>
  )
}

type PageState = {
  /** The selected models that are not on this page. */
  readonly elsewhere: readonly string[]
  /** Whether all models of this page are selected. */
  readonly isWhole: boolean
}

function describeSelected(count: number, elsewhere: number): string {
  if (count === 0) return ''
  return elsewhere === 0
    ? `${count} selected on this page.`
    : `${count} selected, ${elsewhere} not on this page.`
}

function readSelected(form: HTMLFormElement | null): readonly string[] {
  return form ? new FormData(form).getAll(FIELD.model).map(String) : []
}

/** Ticks the boxes of selected rows, and shows in the box of the page how many of them are ticked. */
function showSelected(form: HTMLFormElement | null, selected: readonly string[]): PageState {
  const here = listBoxes(form)
  for (const box of here) if (selected.includes(box.value)) box.checked = true
  const ticked = here.filter(({ checked }) => checked).length
  const isWhole = here.length > 0 && ticked === here.length
  const pageBox = findPageBox()
  if (pageBox !== null) {
    pageBox.checked = isWhole
    pageBox.indeterminate = ticked > 0 && !isWhole
  }
  const values = new Set(here.map(({ value }) => value))
  return { elsewhere: selected.filter((model) => !values.has(model)), isWhole }
}

function tickPage(form: HTMLFormElement | null, state: 'ticked' | 'empty'): void {
  for (const box of listBoxes(form)) box.checked = state === 'ticked'
}

/** The boxes of the rows. */
function listBoxes(form: HTMLFormElement | null): readonly HTMLInputElement[] {
  const boxes = [...(form?.elements ?? [])].filter((one) => one instanceof HTMLInputElement)
  return boxes.filter(({ type, name }) => type === 'checkbox' && name === FIELD.model)
}

function findPageBox(): HTMLInputElement | null {
  return document.querySelector<HTMLInputElement>(`#${PAGE_BOX_ID}`)
}
