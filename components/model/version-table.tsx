import type { ForgeLinks } from '@/lib/forge/build-links'
import type { DirectionOf } from '@/lib/registry/metric-direction'
import type { VersionView } from '@/lib/views/model'
import { CommandLine } from '../ui/command-line'
import { EmptyState } from '../ui/empty-state'
import { scalarNumber } from '../ui/scalar-number'
import { TablePanel } from '../ui/table-panel'
import { UntrustedText } from '../ui/untrusted-text'
import { bestMetric } from './best-metric'
import { type ValueColumn, VersionRow } from './version-row'

type Props = {
  readonly versions: readonly VersionView[]
  /** The newest versions of the model: metric columns and best values do not change from page to page. */
  readonly all: readonly VersionView[]
  /** All stages, for their colours. */
  readonly stages: readonly string[]
  readonly now: number
  readonly model: { readonly repo: string; readonly name: string }
  /** Whether versions may be promoted. */
  readonly mayPromote: 'yes' | 'no'
  /** Null if the repository's forge is not known. */
  readonly links: ForgeLinks | null
  readonly directionOf: DirectionOf
  /** The past instant that is shown, as the address has it; empty: now. */
  readonly at?: string
}

/** Of metrics and params; the overview lists those of the latest version. */
const MAX_COLUMNS = 40

/** Versions with their metrics and params as columns; the best value of a metric is marked if the metric has a known
 *  direction. */
export function VersionTable(props: Props) {
  const { versions, all, stages, now, model, mayPromote, links, directionOf, at = '' } = props
  const columns = valueColumns(all, directionOf).slice(0, MAX_COLUMNS)
  return (
    <TablePanel>
      <table className="data-table">
        <caption className="sr-only">Versions</caption>
        <thead>
          <tr>
            <th scope="col">Version</th>
            <th scope="col">Stages</th>
            <th scope="col">Registered</th>
            <th scope="col">By</th>
            {columns.map((column) => (
              <th
                key={`${column.kind} ${column.name}`}
                scope="col"
                data-tip={column.kind}
                className="number"
              >
                <UntrustedText text={column.name} />
              </th>
            ))}
            <th scope="col">Commit</th>
            <th scope="col">Tag</th>
          </tr>
        </thead>
        <tbody>
          {versions.map((version) => (
            <VersionRow
              key={`${version.version} ${version.commit}`}
              version={version}
              columns={columns}
              order={stages}
              now={now}
              model={model}
              mayPromote={mayPromote}
              links={links}
              at={at}
            />
          ))}
        </tbody>
      </table>
    </TablePanel>
  )
}

function valueColumns(
  versions: readonly VersionView[],
  directionOf: DirectionOf,
): readonly ValueColumn[] {
  const metrics = new Set(versions.flatMap((version) => Object.keys(version.metrics)))
  const params = new Set(versions.flatMap((version) => Object.keys(version.params)))
  return [
    ...[...metrics].sort().map((name) => ({
      kind: 'metric' as const,
      name,
      best: bestMetric(
        directionOf(name),
        versions.flatMap((version) => scalarNumber(version.metrics[name] ?? null) ?? []),
      ),
    })),
    ...[...params].sort().map((name) => ({ kind: 'param' as const, name, best: null })),
  ]
}

/** Shown for a model without versions. */
export function NoVersions({ name }: { readonly name: string }) {
  const tag = `${name.replaceAll(':', '=')}@v1.0.0`
  return (
    <EmptyState icon="tag" title="No versions yet">
      <p>A version is an annotated tag on the commit that produced it:</p>
      <CommandLine command={`git tag -a '${tag}' -m 'First version'\ngit push origin '${tag}'`} />
    </EmptyState>
  )
}
