import { type Asked, askedFields } from './asked'

type Props = {
  readonly asked: Asked
  readonly only?: readonly string[]
  readonly without?: readonly string[]
}

/** What is asked, carried by a form that does not show it. */
export function HiddenFields({ asked, only, without = [] }: Props) {
  return askedFields(asked)
    .filter(([name]) => (only?.includes(name) ?? true) && !without.includes(name))
    .map(([name, value], place) => <input key={place} type="hidden" name={name} value={value} />)
}
