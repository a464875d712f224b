import type { InsightEntryView, InsightList } from '@/lib/views/insights'
import { formatVersion } from '../model/format-version'
import { modelHref } from '../model/model-href'
import { versionHref } from '../model/version-href'
import { StageName } from '../stage/stage-name'
import { TablePanel } from '../ui/table-panel'
import { TimeAgo } from '../ui/time-ago'
import { UntrustedText } from '../ui/untrusted-text'
import { formatDuration } from './format-duration'
import { LIST_WORDS } from './list-words'

type Props = {
  readonly of: InsightList
  readonly entries: readonly InsightEntryView[]
  readonly order: readonly string[]
  readonly now: number
}

/** The entries behind a figure of insights. */
export function EntryTable({ of, entries, order, now }: Props) {
  const { title, at, took } = LIST_WORDS[of]
  const isOfStages = of !== 'registrations' && of !== 'commit-to-version'
  const heads = [
    ...['Model', 'Repository', 'Version', ...(isOfStages ? ['Stage'] : []), at],
    ...(took === null ? [] : [took]),
    ...(of === 'rollbacks' ? ['Rolled back to'] : []),
  ]
  return (
    <TablePanel>
      <table className="data-table">
        <caption className="sr-only">{title}</caption>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[...entries.entries()].map(([place, entry]) => (
            <tr key={place}>
              <td>
                <a data-row-link href={modelHref(entry)} className="font-medium hover:underline">
                  <UntrustedText text={entry.name} max={80} />
                </a>
              </td>
              <td data-label="Repository">{entry.repo}</td>
              <td data-label="Version">
                <Version entry={entry} version={entry.version} />
              </td>
              {isOfStages ? (
                <td data-label="Stage">
                  {entry.stage === null ? null : <StageName stage={entry.stage} order={order} />}
                </td>
              ) : null}
              <td data-label={at}>
                <TimeAgo at={entry.at} now={now} />
              </td>
              {took === null ? null : (
                <td data-label={took}>{formatDuration(entry.seconds ?? 0)}</td>
              )}
              {of === 'rollbacks' ? (
                <td data-label="Rolled back to">
                  {entry.to === null ? null : <Version entry={entry} version={entry.to} />}
                </td>
              ) : null}
            </tr>
          ))}
        </tbody>
      </table>
    </TablePanel>
  )
}

type VersionProps = { readonly entry: InsightEntryView; readonly version: string }

function Version({ entry: { repo, name }, version }: VersionProps) {
  return (
    <a href={versionHref({ repo, name, version })} className="font-mono text-xs hover:underline">
      {formatVersion(version)}
    </a>
  )
}
