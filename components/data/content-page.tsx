import type { ContentView, DataPlaceView, DescendantView } from '@/lib/views/data'
import { formatVersion } from '../model/format-version'
import { StageName } from '../stage/stage-name'
import { Copyable } from '../ui/copyable'
import { Notice } from '../ui/notice'
import { PageHeader } from '../ui/page-header'
import { TablePanel } from '../ui/table-panel'
import { UntrustedText } from '../ui/untrusted-text'

type Props = {
  readonly content: ContentView
  /** All stages, for their colours. */
  readonly stages: readonly string[]
  /** The page of a version's lineage. */
  readonly versionHref: (version: DescendantView) => string
  /** The page of the pipeline that has the place. */
  readonly placeHref: (place: DataPlaceView) => string
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

type PlaceProps = Pick<Props, 'placeHref' | 'versionHref'> & {
  readonly places: readonly DataPlaceView[]
}

function PlaceTable({ places, placeHref, versionHref }: PlaceProps) {
  return (
    <TablePanel>
      <table className="data-table">
        <caption className="sr-only">Where the content is known from</caption>
        <thead>
          <tr>
            <th scope="col">Path</th>
            <th scope="col">Repository</th>
            <th scope="col">How</th>
            <th scope="col" className="number">
              Bytes
            </th>
          </tr>
        </thead>
        <tbody>
          {places.map((place) => (
            <tr key={`${place.repo} ${place.path} ${place.role} ${place.stage} ${place.version}`}>
              <th scope="row">
                <code className="text-xs break-all">
                  <UntrustedText text={place.path} max={300} />
                </code>
              </th>
              <td data-label="Repository">{place.repo}</td>
              <td data-label="How">
                <span className="min-w-0 break-words">
                  <PlaceRole place={place} placeHref={placeHref} versionHref={versionHref} />
                </span>
              </td>
              <td
                data-label="Bytes"
                data-empty={place.size === null || undefined}
                className="number"
              >
                {place.size?.toLocaleString('en')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TablePanel>
  )
}

type RoleProps = Pick<Props, 'placeHref' | 'versionHref'> & { readonly place: DataPlaceView }

/** What makes or reads it there, with the page that shows it. */
function PlaceRole({ place, placeHref, versionHref }: RoleProps) {
  const { repo, model, version, commit, stage, role } = place
  if (model !== null && version !== null && commit !== null) {
    const href = versionHref({ repo, model, version, commit, stages: [], path: place.path })
    const link = <PlaceLink href={href} text={`${model} ${formatVersion(version)}`} />
    return role === 'version' ? <>It is {link}</> : <>Read for {link}</>
  }
  const link = <PlaceLink href={placeHref(place)} text={stage ?? ''} />
  if (role === 'read') return <>Read by {link}</>
  return stage?.endsWith('.dvc') ? <>Tracked by {link}</> : <>Made by {link}</>
}

function PlaceLink({ href, text }: { readonly href: string; readonly text: string }) {
  return (
    <a href={href} className="text-accent hover:underline">
      <UntrustedText text={text} max={300} />
    </a>
  )
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
                <PlaceLink
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
