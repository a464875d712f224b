import type { DirectionOf } from '@/lib/registry/metric-direction'
import type { VersionView } from '@/lib/views/model'
import type { ScalarView } from '@/lib/views/view'
import { formatVersion } from '../model/format-version'
import { MetricChange } from '../model/metric-change'
import { MAX_ROWS, MoreRows } from '../ui/more-rows'
import { scalarNumber } from '../ui/scalar-number'
import { ScalarText } from '../ui/scalar-text'
import { UntrustedText } from '../ui/untrusted-text'

/** A version that another one is compared with. */
export type ComparedWith = {
  /** What it is: "production", "previous". */
  readonly role: string
  /** The page that compares the two. */
  readonly href: string
  readonly version: VersionView
}

type Props = {
  readonly kind: 'metrics' | 'params'
  readonly version: VersionView
  readonly others: readonly ComparedWith[]
  /** Whether more or less of a metric is better. */
  readonly directionOf: DirectionOf
}

/** The metrics or params of a version, and by how much they differ from those of the others. */
export function ValueComparison(props: Props) {
  const { kind, version, others } = props
  const names = listNames(kind, [version, ...others.map((other) => other.version)])
  const word = kind === 'metrics' ? 'Metric' : 'Param'
  if (names.length === 0) {
    return <p className="px-4 py-3 text-text-soft">This version has no {kind}.</p>
  }
  return (
    <div className="overflow-x-auto">
      <table className="w-full [&_tbody_tr:not(:last-child)>*]:border-b [&_tr>*]:border-line">
        <thead>
          <tr className="[&>*]:border-b">
            <th scope="col" className={`${HEAD} ps-4 text-start`}>
              {word}
            </th>
            <th scope="col" className={HEAD}>
              {formatVersion(version.version)}
            </th>
            {others.map(({ role, href, version: other }) => (
              <th key={role} scope="col" className={HEAD}>
                <a href={href} className="hover:text-text hover:underline">
                  {role} <span className="whitespace-nowrap">{formatVersion(other.version)}</span>
                </a>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {names.slice(0, MAX_ROWS).map((name) => (
            <Row key={name} {...props} name={name} />
          ))}
        </tbody>
      </table>
      <MoreRows of={names.length} />
    </div>
  )
}

const HEAD = 'h-8 px-2 text-end text-xs font-medium text-text-faint last:pe-4'
const CELL = 'h-8 px-2 text-end font-mono text-xs last:pe-4'

type RowProps = Props & { readonly name: string }

function Row({ name, kind, version, others, directionOf }: RowProps) {
  const own = pick(version[kind], name)
  return (
    <tr>
      <th scope="row" className="h-8 ps-4 pe-2 text-start font-normal break-all text-text-soft">
        <UntrustedText text={name} />
      </th>
      <td className={CELL}>
        <Value value={own} />
      </td>
      {others.map(({ role, version: other }) => {
        const value = pick(other[kind], name)
        return (
          <td key={role} className={`${CELL} ${isSame(value, own) ? 'text-text-soft' : ''}`}>
            <Value value={value} />
            {kind === 'metrics' ? (
              <span className="ms-2 inline-block min-w-14">
                <MetricChange
                  direction={directionOf(name)}
                  before={value ?? null}
                  after={own ?? null}
                />
              </span>
            ) : null}
          </td>
        )
      })}
    </tr>
  )
}

type Values = Readonly<Record<string, ScalarView>>

function Value({ value }: { readonly value: ScalarView | undefined }) {
  return value === undefined ? '–' : <ScalarText value={value} />
}

function listNames(kind: Props['kind'], versions: readonly VersionView[]): readonly string[] {
  return [...new Set(versions.flatMap((version) => Object.keys(version[kind])))].toSorted()
}

function isSame(one: ScalarView | undefined, other: ScalarView | undefined): boolean {
  if (one === undefined || other === undefined) return false
  return Object.is(scalarNumber(one) ?? one, scalarNumber(other) ?? other)
}

function pick(values: Values, name: string): ScalarView | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined
}
