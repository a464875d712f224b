import { SelectBox, selectClass } from './select-box'

type Props = {
  readonly name: string
  readonly label: string
  readonly value: string
  /** What stands for no choice. */
  readonly any: string
  readonly children: readonly { readonly value: string; readonly label: string }[]
}

/** A select of a filter form. A value that is not among the options is one of them all the same. */
export function Choice({ name, label, value, any, children }: Props) {
  const known = children.some((option) => option.value === value)
  return (
    <label className="flex min-w-32 flex-1 flex-col gap-1 text-xs text-text-faint sm:max-w-48">
      {label}
      <SelectBox>
        <select name={name} defaultValue={value} className={selectClass}>
          <option value="">{any}</option>
          {value && !known ? <option value={value}>{value}</option> : null}
          {children.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      </SelectBox>
    </label>
  )
}
