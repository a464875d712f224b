import type { ScalarView } from '@/lib/views/view'
import { MAX_ROWS } from '../ui/more-rows'
import { ScalarText } from '../ui/scalar-text'
import { UntrustedText } from '../ui/untrusted-text'

type Props = { readonly values: Readonly<Record<string, ScalarView>>; readonly nothing: string }

/** Names and values, one pair per row. */
export function ValueTable({ values, nothing }: Props) {
  const entries = Object.entries(values)
  const more = entries.length - MAX_ROWS
  if (entries.length === 0) return <p className="px-4 py-3 text-text-soft">{nothing}</p>
  return (
    <dl className="max-h-96 divide-y divide-line overflow-y-auto">
      {entries.slice(0, MAX_ROWS).map(([name, value]) => (
        <div key={name} className="flex min-h-8 items-center gap-4 px-4 py-1">
          <dt className="min-w-0 text-text-soft break-words">
            <UntrustedText text={name} />
          </dt>
          <dd className="ms-auto text-end font-mono text-xs break-all">
            <ScalarText value={value} />
          </dd>
        </div>
      ))}
      {more > 0 ? (
        <div className="px-4 py-2 text-text-soft">
          {more.toLocaleString('en')} more, which the API lists
        </div>
      ) : null}
    </dl>
  )
}
