import { buttonClass } from '../ui/button-class'
import { Icon } from '../ui/icon'
import { SelectBox, selectClass } from '../ui/select-box'

type CompareChoice = {
  /** `REPO/NAME@VERSION`. */
  readonly value: string
  readonly label: string
}

type SideProps = {
  readonly name: 'from' | 'to'
  readonly label: string
  readonly current: CompareChoice
  readonly choices: readonly CompareChoice[]
}

type Props = {
  readonly from: Omit<SideProps, 'name' | 'label'>
  readonly to: Omit<SideProps, 'name' | 'label'>
  /** The same comparison the other way round. */
  readonly swapHref: string
}

/** Chooses the two versions. Works without scripts. */
export function CompareForm({ from, to, swapHref }: Props) {
  return (
    <form action="/compare" className="flex flex-wrap items-end gap-2">
      <Side name="from" label="From" {...from} />
      <a href={swapHref} aria-label="Swap the versions" className={buttonClass('outline')}>
        <Icon name="arrow-left-right" />
      </a>
      <Side name="to" label="To" {...to} />
      <button type="submit" className={buttonClass('outline')}>
        Compare
      </button>
    </form>
  )
}

function Side({ name, label, current, choices }: SideProps) {
  const isListed = choices.some(({ value }) => value === current.value)
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <label htmlFor={`compare-${name}`} className="text-xs text-text-soft">
        {label}
      </label>
      <SelectBox>
        <select
          key={current.value}
          id={`compare-${name}`}
          name={name}
          defaultValue={current.value}
          className={`${selectClass} w-64 max-w-full`}
        >
          {(isListed ? choices : [current, ...choices]).map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
      </SelectBox>
    </div>
  )
}
