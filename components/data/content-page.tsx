import type { ContentView, DataPlaceView, DescendantView } from '@/lib/views/data'
import { formatVersion } from '../model/format-version'
import { StageName } from '../stage/stage-name'
import { Copyable } from '../ui/copyable'
import { Notice } from '../ui/notice'
import { PageHeader } from '../ui/page-header'
import { TablePanel } from '../ui/table-panel'
import { UntrustedText } from '../ui/untrusted-text'
import { DataLink } from './data-link'
import { PlaceTable } from './place-table'
import { SameUrlTable } from './same-url-table'

type Props = {
  readonly content: ContentView
  /** All stages, for their colours. */
  readonly stages: readonly string[]
  /** The page of a version's lineage. */
  readonly versionHref: (version: DescendantView) => string
  /** The page of the pipeline that has the place. */
  readonly placeHref: (place: Pick<DataPlaceView, 'repo' | 'commit'>) => string
}

/** One content: where it is known from, and which versions were made from it. */
export function ContentPage({ content, stages, versionHref, placeHref }: Props) {
  const { hash, seen, descendants, complete } = content
  const inUse = descendants.filter((one) => one.stages.length > 0).length
  return (
    <>
      <PageHeader title={`Data ${hash.slice(0, 12)}`}>
        <Copyable text={hash} label="hash" />
      </PageHeader>
      {complete ? null : (
        <Notice tone="neutral" title="There is more than this page lists">
          The first places and versions are shown.
        </Notice>
      )}
      <section className="mb-6">
        <h2 className="mb-2 font-medium">Known from</h2>
        <PlaceTable places={seen} placeHref={placeHref} versionHref={versionHref} />
      </section>
      {content.sameUrl.length === 0 ? null : (
        <section className="mb-6">
          <h2 className="mb-2 font-medium">Other content of the same URL</h2>
          <SameUrlTable copies={content.sameUrl} placeHref={placeHref} />
        </section>
      )}
      <section>
        <h2 className="mb-2 font-medium">Used by</h2>
        {descendants.length === 0 ? (
          <p className="text-text-soft">No version was made from it.</p>
        ) : (
          <>
            <p className="mb-2 text-text-soft">
              {formatCount(descendants.length, 'version was', 'versions were')} made from it
              {inUse === 0 ? '; none is in a stage.' : `; ${inUse} in a stage now.`}
            </p>
            <DescendantTable versions={descendants} stages={stages} versionHref={versionHref} />
          </>
        )}
      </section>
    </>
  )
}

function formatCount(count: number, one: string, many: string): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`
}

type DescendantProps = Pick<Props, 'stages' | 'versionHref'> & {
  readonly versions: readonly DescendantView[]
}

function DescendantTable({ versions, stages, versionHref }: DescendantProps) {
  return (
    <TablePanel>
      <table className="data-table">
        <caption className="sr-only">Versions that were made from the content</caption>
        <thead>
          <tr>
            <th scope="col">Version</th>
            <th scope="col">Stages</th>
            <th scope="col">Repository</th>
            <th scope="col">Path</th>
          </tr>
        </thead>
        <tbody>
          {versions.map((one) => (
            <tr key={`${one.repo} ${one.model} ${one.version} ${one.commit}`}>
              <th scope="row">
                <DataLink
                  href={versionHref(one)}
                  text={`${one.model} ${formatVersion(one.version)}`}
                />
              </th>
              <td data-label="Stages" data-empty={one.stages.length === 0 || undefined}>
                <span className="flex flex-wrap gap-1">
                  {one.stages.map((stage) => (
                    <StageName key={stage} stage={stage} order={stages} />
                  ))}
                </span>
              </td>
              <td data-label="Repository">{one.repo}</td>
              <td data-label="Path" data-empty={one.path === null || undefined}>
                <code className="text-xs">
                  <UntrustedText text={one.path ?? ''} max={300} />
                </code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TablePanel>
  )
}
