import type { DataPlaceView, DescendantView } from '@/lib/views/data'
import { formatVersion } from '../model/format-version'
import { TablePanel } from '../ui/table-panel'
import { UntrustedText } from '../ui/untrusted-text'
import { DataLink } from './data-link'

type Links = {
  /** The page of a version's lineage. */
  readonly versionHref: (version: DescendantView) => string
  /** The page of the pipeline that has the place. */
  readonly placeHref: (place: DataPlaceView) => string
}

type PlaceProps = Links & {
  readonly places: readonly DataPlaceView[]
}

/** Where a content is known from. */
export function PlaceTable({ places, placeHref, versionHref }: PlaceProps) {
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

type RoleProps = Links & { readonly place: DataPlaceView }

/** What makes or reads it there, with the page that shows it. */
function PlaceRole({ place, placeHref, versionHref }: RoleProps) {
  const { repo, model, version, commit, stage, role } = place
  if (model !== null && version !== null && commit !== null) {
    const href = versionHref({ repo, model, version, commit, stages: [], path: place.path })
    const link = <DataLink href={href} text={`${model} ${formatVersion(version)}`} />
    return role === 'version' ? <>It is {link}</> : <>Read for {link}</>
  }
  const link = <DataLink href={placeHref(place)} text={stage ?? ''} />
  if (role === 'read') return <>Read by {link}</>
  return stage?.endsWith('.dvc') ? <>Tracked by {link}</> : <>Made by {link}</>
}
