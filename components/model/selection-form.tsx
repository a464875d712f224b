import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { FIELD } from '../command/command-form'
import { buttonClass } from '../ui/button-class'
import { Icon } from '../ui/icon'
import { SELECTION_ID } from './model-rows'

/** Models that are selected in the table are promoted together: a form of boxes, so that it works without scripts. With
 *  scripts, the selection is kept on other pages and under other filters until it is cleared. */
export default function SelectionForm({ rows }: { readonly rows: number }) {
  const form = useRef<HTMLFormElement>(null)
  const [selected, setSelected] = useState<readonly string[]>([])
  const [elsewhere, setElsewhere] = useState<readonly string[]>([])
  const read = useCallback(() => setSelected(readSelected(form.current)), [])

  // Boxes that were ticked before the script ran.
  useEffect(read, [read])
  useEffect(() => {
    const onChange = ({ target }: Event) => {
      if (target instanceof HTMLInputElement && target.form === form.current) read()
    }
    document.addEventListener('change', onChange)
    return () => document.removeEventListener('change', onChange)
  }, [read])
  // Other rows have other boxes.
  useLayoutEffect(() => setElsewhere(tick(form.current, selected)), [selected, rows])

  return (
    <form ref={form} id={SELECTION_ID} action="/promote" onReset={() => setSelected([])}>
      {elsewhere.map((model) => (
        <input key={model} type="hidden" name={FIELD.model} value={model} />
      ))}
      <div className="selection-bar">
        <span role="status" className="noscript:hidden">
          {selected.length > 0 ? `${selected.length} selected` : ''}
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

/** Ticks the boxes of selected rows; returns the selected models that are not on this page. */
function tick(form: HTMLFormElement | null, selected: readonly string[]): readonly string[] {
  const boxes = [...(form?.elements ?? [])].filter((one) => one instanceof HTMLInputElement)
  const here = boxes.filter(({ type }) => type === 'checkbox')
  for (const box of here) if (selected.includes(box.value)) box.checked = true
  return selected.filter((model) => !here.some(({ value }) => value === model))
}
