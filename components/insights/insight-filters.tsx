import { buttonClass } from '../ui/button-class'
import { fieldClass } from '../ui/field-class'
import { Icon } from '../ui/icon'

type Props = {
  readonly q: string
  /** As they were asked for; empty: not. */
  readonly since: string
  readonly until: string
  /** What else the address has. */
  readonly keep: Readonly<Record<string, string>>
  /** The periods that end today. */
  readonly recent: readonly {
    readonly label: string
    readonly href: string
    readonly current: boolean
  }[]
  /** Insights of everything; null where nothing is filtered. */
  readonly clearHref: string | null
}

/** Which models insights are about, and which days: a form that works without scripts. */
export function InsightFilters({ q, since, until, keep, recent, clearHref }: Props) {
  return (
    <div className="flex flex-wrap items-end gap-x-4 gap-y-2">
      <nav aria-label="Period" className="flex flex-wrap gap-1">
        {recent.map(({ label, href, current }) => (
          <a
            key={label}
            href={href}
            aria-current={current ? 'true' : undefined}
            className={`${buttonClass('outline')} aria-[current]:border-accent aria-[current]:bg-accent-soft`}
          >
            {label}
          </a>
        ))}
      </nav>
      <form
        action="/insights"
        data-shows=""
        aria-label="Filters of insights"
        className="flex min-w-0 grow flex-wrap items-end gap-2"
      >
        {Object.entries(keep).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <DayField name="since" label="From" value={since} />
        <DayField name="until" label="Until" value={until} />
        <label className="flex min-w-44 grow flex-col gap-1 text-xs text-text-faint">
          Models
          <input
            name="q"
            defaultValue={q}
            maxLength={500}
            placeholder="repo:churn owner:ana label:nlp"
            autoComplete="off"
            spellCheck={false}
            className={fieldClass}
          />
        </label>
        <button type="submit" className={buttonClass('primary')}>
          <Icon name="list-filter" />
          Filter
        </button>
        {clearHref === null ? null : (
          <a href={clearHref} className={buttonClass('quiet')}>
            Clear
          </a>
        )}
      </form>
    </div>
  )
}

type FieldProps = { readonly name: string; readonly label: string; readonly value: string }

function DayField({ name, label, value }: FieldProps) {
  return (
    <label className="flex flex-col gap-1 text-xs text-text-faint">
      {label}
      <input type="date" name={name} defaultValue={value} className={fieldClass} />
    </label>
  )
}
