import { buttonClass } from '../ui/button-class'
import { Dropdown } from '../ui/dropdown'
import { Icon } from '../ui/icon'
import type { ModelColumn } from './model-columns'

type Props = {
  readonly columns: readonly ModelColumn[]
  readonly visible: readonly string[]
  /** The other parameters of the address, kept unchanged. */
  readonly keep: readonly (readonly [name: string, value: string | number | null])[]
}

/** Chooses columns: a form, so that it works without scripts. The name is always shown. */
export function ColumnPicker({ columns, visible, keep }: Props) {
  const summary = (
    <>
      <Icon name="columns-3" />
      Columns
    </>
  )
  return (
    <Dropdown summary={summary} summaryClass={buttonClass('outline')}>
      <form action="/" data-applies="">
        {keep.map(([name, value]) =>
          value ? <input key={name} type="hidden" name={name} value={value} /> : null,
        )}
        <input type="hidden" name="columns" value="name" />
        <fieldset className="max-h-[60dvh] overflow-y-auto">
          <legend className="px-2 py-1 text-xs text-text-faint">Columns</legend>
          {columns.slice(1).map((column) => (
            <label key={column.id} className="option">
              <input
                type="checkbox"
                name="columns"
                value={column.id}
                defaultChecked={visible.includes(column.id)}
              />
              <bdi className="truncate">{column.label}</bdi>
              {column.stage === null ? null : (
                <span className="ms-auto text-xs text-text-faint">stage</span>
              )}
            </label>
          ))}
        </fieldset>
        <button
          type="submit"
          className={`${buttonClass('primary')} mt-2 hidden w-full noscript:block`}
        >
          Apply
        </button>
      </form>
    </Dropdown>
  )
}
