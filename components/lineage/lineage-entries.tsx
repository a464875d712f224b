import { buildOutline, type Entry } from './build-outline'
import { parseContent } from './lineage-content'
import { ListEntry } from './list-entry'
import { ListRepeats } from './list-repeats'
import { formatAnchor } from './node-words'

type Props = {
  /** LineageContent as JSON. */
  readonly content: string
}

/** A pipeline as an indented list: what a node depends on stands under it. */
export default function LineageEntries({ content }: Props) {
  const { view } = parseContent(content)
  return <Entries entries={buildOutline(view)} />
}

function Entries({ entries }: { readonly entries: readonly Entry[] }) {
  return (
    <ul>
      {entries.map((entry) => (
        <li key={entry.node.id} id={formatAnchor(entry.node)}>
          <ListEntry entry={entry} />
          {entry.entries.length > 0 ? <Entries entries={entry.entries} /> : null}
          {entry.repeats.length > 0 ? <ListRepeats steps={entry.repeats} /> : null}
        </li>
      ))}
    </ul>
  )
}
