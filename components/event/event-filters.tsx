import type { ReactNode } from 'react'
import { buttonClass } from '../ui/button-class'
import { Choice } from '../ui/choice'
import { fieldClass } from '../ui/field-class'
import { Icon } from '../ui/icon'
import {
  EVENT_FILTERS,
  type EventFilterName,
  type EventFilterValues,
  listSetFilters,
  SIGNATURE_LABELS,
} from './event-filter-values'
import { EVENT_KIND_ORDER, EVENT_KINDS } from './event-kind'

type Props = {
  readonly values: EventFilterValues
  /** Where the form leads to, with no filter. */
  readonly action: string
  /** The slugs of all repositories; null where the events are of one model. */
  readonly repos: readonly string[] | null
  readonly stages: readonly string[]
  /** Fields that the address needs besides. */
  readonly children?: ReactNode
}

/** The filters of a list of events: a form that works without scripts. */
export function EventFilters({ values, action, repos, stages, children }: Props) {
  return (
    <form
      action={action.split('?')[0]}
      data-shows=""
      aria-label="Filters of events"
      className="mb-4 grid grid-cols-2 items-end gap-2 sm:flex sm:flex-wrap"
    >
      {children}
      <TextField name="person" values={values} placeholder="Name or address" />
      <FilterChoice name="kind" values={values} any="All events" options={KINDS} />
      <FilterChoice
        name="stage"
        values={values}
        any="All stages"
        options={stages.map(buildOption)}
      />
      {repos === null ? null : (
        <>
          <TextField name="repo" values={values} placeholder="Part of the slug" offers={repos} />
          <TextField name="model" values={values} placeholder="Part of the name" />
        </>
      )}
      <FilterChoice name="signature" values={values} any="All signatures" options={SIGNATURES} />
      <TextField name="reason" values={values} placeholder="Part of the text" />
      <span className="flex gap-2">
        <button type="submit" className={buttonClass('primary')}>
          <Icon name="list-filter" />
          Filter
        </button>
        {listSetFilters(values).length > 0 ? (
          <a href={action} className={buttonClass('quiet')}>
            Clear
          </a>
        ) : null}
      </span>
    </form>
  )
}

type Option = { readonly value: string; readonly label: string }

const KINDS: readonly Option[] = EVENT_KIND_ORDER.map((value) => ({
  value,
  label: EVENT_KINDS[value].label,
}))

const SIGNATURES: readonly Option[] = Object.entries(SIGNATURE_LABELS).map(([value, label]) => ({
  value,
  label,
}))

function buildOption(value: string): Option {
  return { value, label: value }
}

type FieldProps = { readonly name: EventFilterName; readonly values: EventFilterValues }

type TextProps = FieldProps & {
  readonly placeholder: string
  /** What the browser offers to complete. */
  readonly offers?: readonly string[]
}

function TextField({ name, values, placeholder, offers }: TextProps) {
  const list = offers && `${name}-offers`
  return (
    <label className="flex min-w-0 flex-1 flex-col gap-1 text-xs text-text-faint sm:min-w-32">
      {EVENT_FILTERS[name]}
      <input
        name={name}
        list={list}
        defaultValue={values[name]}
        placeholder={placeholder}
        maxLength={300}
        autoComplete={offers ? undefined : 'off'}
        spellCheck={false}
        className={fieldClass}
      />
      {offers ? (
        <datalist id={list}>
          {offers.map((offer) => (
            <option key={offer} value={offer} />
          ))}
        </datalist>
      ) : null}
    </label>
  )
}

type ChoiceProps = FieldProps & { readonly any: string; readonly options: readonly Option[] }

function FilterChoice({ name, values, any, options }: ChoiceProps) {
  return (
    <Choice
      name={name}
      label={EVENT_FILTERS[name]}
      value={values[name]}
      any={any}
      className="min-w-0 sm:min-w-32"
    >
      {options}
    </Choice>
  )
}
