import { SelectBox, selectClass } from './select-box'
import { formatPlain } from './visible-text'

type Props = {
  readonly name: string
  readonly label: string
  readonly value: string
  /** The label of the empty choice. */
  readonly any: string
  readonly className: string
  readonly children: readonly { readonly value: string; readonly label: string }[]
}

/** A select of a filter form. A value that is not among the options is one of them all the same. */
export function Choice({ name, label, value, any, className, children }: Props) {
  const known = children.some((option) => option.value === value)
  return (
    <label className={`flex flex-1 flex-col gap-1 text-xs text-text-faint ${className}`}>
      {label}
      <SelectBox>
        <select key={value} name={name} defaultValue={value} className={selectClass}>
          <option value="">{any}</option>
          {value && !known ? <option value={value}>{formatPlain(value)}</option> : null}
          {children.map((option) => (
            <option key={option.value} value={option.value}>
              {formatPlain(option.label)}
            </option>
          ))}
        </select>
      </SelectBox>
    </label>
  )
}
