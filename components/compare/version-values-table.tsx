import type { ValueRow, VersionValues } from '@/lib/views/version-values'
import { formatVersion } from '../model/format-version'
import { versionHref } from '../model/version-href'
import { MAX_ROWS, MoreRows } from '../ui/more-rows'
import { Panel } from '../ui/panel'
import { ScalarText } from '../ui/scalar-text'
import { UntrustedText } from '../ui/untrusted-text'

type Props = {
  readonly title: 'Metrics' | 'Params'
  readonly model: { readonly repo: string; readonly name: string }
  readonly versions: VersionValues['versions']
  readonly rows: readonly ValueRow[]
  /** The metric that is charted, and the address that charts another one. */
  readonly chart: { readonly metric: string; readonly hrefOf: (metric: string) => string } | null
}

/** Metrics or params with one column per version; the best values are marked. */
export function VersionValuesTable({ title, model, versions, rows, chart }: Props) {
  if (rows.length === 0) return null
  return (
    <Panel title={title}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the keys scroll it */}
      <section className="relative overflow-x-auto" tabIndex={0} aria-label={title}>
        <table className="w-full [&_tbody_tr:not(:last-child)>*]:border-b [&_tr>*]:border-line">
          <thead>
            <tr className="[&>*]:border-b">
              <th scope="col" className={`${HEAD} ps-4 text-start`}>
                {title === 'Metrics' ? 'Metric' : 'Param'}
              </th>
              {versions.map(({ version, stages }) => (
                <th key={version} scope="col" className={`${HEAD} text-end`}>
                  <a href={versionHref({ ...model, version })} className="hover:underline">
                    {formatVersion(version)}
                  </a>
                  {stages.length > 0 ? (
                    <span className="block font-normal">{stages.join(', ')}</span>
                  ) : null}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, MAX_ROWS).map((row) => (
              <tr key={row.name}>
                <th scope="row" className="min-w-28 py-1.5 ps-4 pe-2 text-start font-normal">
                  <Name name={row.name} chart={chart} />
                </th>
                {row.values.map((value, at) => (
                  <td key={versions[at]?.version} className={CELL}>
                    <Value value={value} isBest={row.best.includes(at)} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <MoreRows of={rows.length} />
    </Panel>
  )
}

const HEAD = 'h-8 px-2 py-1 text-xs font-medium whitespace-nowrap text-text-faint last:pe-4'
const CELL = 'px-2 py-1.5 text-end font-mono text-xs whitespace-nowrap last:pe-4'

function Name({ name, chart }: { readonly name: string; readonly chart: Props['chart'] }) {
  const text = <UntrustedText text={name} max={100} />
  if (chart === null) return text
  return (
    <a
      href={chart.hrefOf(name)}
      aria-current={chart.metric === name ? 'true' : undefined}
      className="hover:underline aria-[current]:font-medium aria-[current]:text-accent"
    >
      {text}
    </a>
  )
}

type ValueProps = { readonly value: ValueRow['values'][number]; readonly isBest: boolean }

function Value({ value, isBest }: ValueProps) {
  if (value === undefined) return '–'
  if (!isBest) return <ScalarText value={value} />
  return (
    <strong className="font-medium text-ok">
      <ScalarText value={value} /> <span className="font-sans text-2xs">best</span>
    </strong>
  )
}
