import type { SameUrlView } from '@/lib/views/data'
import { TablePanel } from '../ui/table-panel'
import { UntrustedText } from '../ui/untrusted-text'
import { dataHref } from './data-href'
import { DataLink } from './data-link'

type Props = {
  readonly copies: readonly SameUrlView[]
  /** The page of the pipeline that has the copy. */
  readonly placeHref: (copy: SameUrlView) => string
}

/** Other content that was copied from the URL of a content. */
export function SameUrlTable({ copies, placeHref }: Props) {
  return (
    <TablePanel>
      <table className="data-table">
        <caption className="sr-only">Other content that was copied from the same URL</caption>
        <thead>
          <tr>
            <th scope="col">Path</th>
            <th scope="col">Repository</th>
            <th scope="col">URL</th>
            <th scope="col">Tracked by</th>
            <th scope="col">Content</th>
          </tr>
        </thead>
        <tbody>
          {copies.map((copy) => (
            <tr key={`${copy.repo} ${copy.path} ${copy.stage} ${copy.hash}`}>
              <th scope="row">
                <code className="text-xs break-all">
                  <UntrustedText text={copy.path} max={300} />
                </code>
              </th>
              <td data-label="Repository">{copy.repo}</td>
              <td data-label="URL">
                <code className="min-w-0 text-xs break-all">
                  <UntrustedText text={copy.url} max={300} />
                </code>
              </td>
              <td data-label="Tracked by">
                <DataLink href={placeHref(copy)} text={copy.stage} />
              </td>
              <td data-label="Content">
                <DataLink href={dataHref(copy.hash)} text={copy.hash.slice(0, 12)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TablePanel>
  )
}
