import { buttonClass } from '../ui/button-class'
import { fieldClass } from '../ui/field-class'
import { hrefWith } from '../ui/href-with'

type Props = {
  /** Of the page without an instant. */
  readonly href: string
  /** The instant that is shown, in Unix seconds. */
  readonly at: number
  readonly previous: number | null
  readonly next: number | null
}

/** Says which past instant the page shows, and leads to others and back to now. */
export function PastBar({ href, at, previous, next }: Props) {
  const link = (seconds: number) => hrefWith(href, { at: formatSecond(seconds) })
  return (
    <section
      aria-label="Past state"
      className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-lg border border-accent bg-accent-soft px-3 py-2"
    >
      <p className="min-w-0 grow">
        <strong className="font-medium">The state at </strong>
        <time dateTime={formatSecond(at)} className="font-mono">
          {formatShown(at)}
        </time>
        . Nothing can be changed here.
      </p>
      <nav aria-label="Events of the past" className="flex flex-wrap items-center gap-2">
        {previous === null ? null : (
          <a href={link(previous)} rel="prev" className={buttonClass('outline')}>
            Previous event
          </a>
        )}
        {next === null ? null : (
          <a href={link(next)} rel="next" className={buttonClass('outline')}>
            Next event
          </a>
        )}
        <a href={href} className={buttonClass('primary')}>
          Back to now
        </a>
      </nav>
      <PastForm href={href} at={at} />
    </section>
  )
}

/** Asks for a day; its last second in UTC is shown. */
export function PastForm({ href, at }: { readonly href: string; readonly at: number | null }) {
  return (
    <form action={href} className="flex flex-wrap items-center gap-2">
      <label className="flex items-center gap-2">
        <span>At the end of (UTC)</span>
        <input
          type="date"
          name="at"
          required
          defaultValue={at === null ? undefined : formatSecond(at).slice(0, 10)}
          className={fieldClass}
        />
      </label>
      <button type="submit" className={buttonClass('outline')}>
        Show
      </button>
    </form>
  )
}

/** As `parseInstant` reads it. */
function formatSecond(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`
}

function formatShown(seconds: number): string {
  return `${formatSecond(seconds).slice(0, 19).replace('T', ' ')} UTC`
}
