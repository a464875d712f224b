import { INSTANTS } from '@/lib/search/parse-instant'
import { buttonClass } from '../ui/button-class'
import { fieldClass } from '../ui/field-class'
import { formatSecond } from '../ui/format-second'
import { hrefWith } from '../ui/href-with'
import { Notice } from '../ui/notice'
import { UntrustedText } from '../ui/untrusted-text'

type Props = {
  /** The page. */
  readonly path: string
  /** What else its address has. */
  readonly keep?: Readonly<Record<string, string>>
  /** The instant that is shown, in Unix seconds. */
  readonly at: number
  readonly previous: number | null
  readonly next: number | null
}

/** Says which past instant the page shows, and leads to others and back to now. By `data-past` the frame knows of it. */
export function PastBar({ path, keep = {}, at, previous, next }: Props) {
  const link = (seconds: number) => hrefWith(path, { ...keep, at: formatSecond(seconds) })
  return (
    <section
      aria-label="Past state"
      data-past=""
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
        <a href={hrefWith(path, keep)} className={buttonClass('primary')}>
          Back to now
        </a>
      </nav>
      <PastForm path={path} keep={keep} at={at} />
    </section>
  )
}

type FormProps = Pick<Props, 'path' | 'keep'> & {
  /** In Unix seconds; null: now. */
  readonly at: number | null
}

/** Asks for a day; its last second in UTC is shown. */
export function PastForm({ path, keep = {}, at }: FormProps) {
  return (
    <form action={path} data-shows="" className="flex flex-wrap items-center gap-2">
      {Object.entries(keep).map(([name, value]) =>
        value === '' ? null : <input key={name} type="hidden" name={name} value={value} />,
      )}
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

/** Shown in place of a page whose address has a text that is no instant. */
export function NoSuchInstant({ path, text }: { readonly path: string; readonly text: string }) {
  return (
    <Notice
      tone="warning"
      title="This is no instant"
      action={
        <a href={path} className={buttonClass('outline')}>
          Back to now
        </a>
      }
    >
      <p>
        The address has <UntrustedText text={text} />. Allowed is {INSTANTS}.
      </p>
      <PastForm path={path} at={null} />
    </Notice>
  )
}

type BusyProps = Pick<Props, 'path' | 'keep'> & {
  /** As the address has it. */
  readonly at: string
}

/** Shown in place of a page while the server reads too many other instants. */
export function BusyPast({ path, keep = {}, at }: BusyProps) {
  return (
    <Notice
      tone="warning"
      title="The server is reading other past instants"
      action={
        <>
          <a href={hrefWith(path, { ...keep, at })} className={buttonClass('primary')}>
            Try again
          </a>
          <a href={hrefWith(path, keep)} className={buttonClass('outline')}>
            Back to now
          </a>
        </>
      }
    >
      <p>It reads as many as it may at once. Try again in a few seconds.</p>
    </Notice>
  )
}

function formatShown(seconds: number): string {
  return `${formatSecond(seconds).slice(0, 19).replace('T', ' ')} UTC`
}
