import type { ReactNode } from 'react'
import type { Change } from '@/lib/views/comparison'
import { Badge, type Tone } from '../ui/badge'
import { Icon } from '../ui/icon'
import { MAX_ROWS, MoreRows } from '../ui/more-rows'
import { UntrustedText } from '../ui/untrusted-text'

export type ChangeRow = {
  readonly name: string
  /** Its address, where it has a page. */
  readonly href?: string | null
  readonly change: Change
  readonly from: ReactNode
  readonly to: ReactNode
  /** By how much, or what it is; its change in a word without it. */
  readonly note?: ReactNode
}

type Props = {
  /** What a row is: "Metric". */
  readonly word: string
  /** The names of the two versions. */
  readonly versions: readonly [from: string, to: string]
  readonly rows: readonly ChangeRow[]
}

/** What differs, one row each; what is the same is folded below. */
export function ChangeTable({ word, versions, rows }: Props) {
  const changed = rows.filter(({ change }) => change !== 'same')
  const same = rows.filter(({ change }) => change === 'same')
  return (
    <div className="flex flex-col">
      {changed.length > 0 ? (
        <Rows word={word} versions={versions} rows={changed} />
      ) : (
        <p className="px-4 py-3 text-text-soft">No difference.</p>
      )}
      {same.length > 0 ? (
        <details className="border-t border-line">
          <summary className="flex min-h-9 cursor-pointer items-center gap-1.5 px-4 text-text-soft hover:text-text [&_.icon]:size-3.5 [[open]>&_.icon]:rotate-90">
            <Icon name="chevron-right" />
            {same.length.toLocaleString('en')} the same
          </summary>
          <Rows word={word} versions={versions} rows={same} />
        </details>
      ) : null}
    </div>
  )
}

const HEAD =
  'h-8 px-2 text-end text-xs font-medium text-text-faint first:ps-4 first:text-start last:pe-4'
const CELL = 'px-2 py-1.5 text-end font-mono text-xs wrap-anywhere last:pe-4'

function Rows({ word, versions: [from, to], rows }: Props) {
  return (
    <div className="overflow-x-auto">
      <table className="w-full [&_tbody_tr:not(:last-child)>*]:border-b [&_tr>*]:border-line">
        <thead>
          <tr className="[&>*]:border-b">
            <th scope="col" className={HEAD}>
              {word}
            </th>
            <th scope="col" className={HEAD}>
              {from}
            </th>
            <th scope="col" className={HEAD}>
              {to}
            </th>
            <th scope="col" className={`${HEAD} w-20`}>
              Change
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, MAX_ROWS).map((row) => (
            <tr key={row.name}>
              <th
                scope="row"
                className="min-w-20 py-1.5 ps-4 pe-2 text-start font-normal wrap-anywhere"
              >
                <Name {...row} />
              </th>
              <td className={`${CELL} text-text-soft`}>{row.from ?? '–'}</td>
              <td className={CELL}>{row.to ?? '–'}</td>
              <td className={`${CELL} whitespace-nowrap`}>
                {row.note ?? <ChangeBadge change={row.change} />}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <MoreRows of={rows.length} />
    </div>
  )
}

function Name({ name, href }: Pick<ChangeRow, 'name' | 'href'>) {
  const text = <UntrustedText text={name} max={300} />
  if (!href) return text
  return (
    <a
      href={href}
      className="hover:underline"
      rel={href.startsWith('/') ? undefined : 'noreferrer'}
    >
      {text}
    </a>
  )
}

const LOOKS = {
  same: { tone: 'neutral', word: 'Same' },
  changed: { tone: 'accent', word: 'Changed' },
  added: { tone: 'ok', word: 'Added' },
  removed: { tone: 'neutral', word: 'Removed' },
} satisfies Record<Change, { readonly tone: Tone; readonly word: string }>

function ChangeBadge({ change }: { readonly change: Change }) {
  const { tone, word } = LOOKS[change]
  return <Badge tone={tone}>{word}</Badge>
}
