import type { LineageView } from '@/lib/views/lineage'
import { buildOutline, type Entry } from './build-outline'
import { countStates } from './count-states'
import { ListEntry } from './list-entry'
import { ListFilter } from './list-filter'
import { ListProblems } from './list-problems'
import { ListRepeats } from './list-repeats'

type Props = { readonly view: LineageView }

/** A pipeline as an indented list: what a node depends on stands under it. It has all nodes of the drawing with their
 *  facts. */
export function LineageList({ view }: Props) {
  const anchors = new Map(view.nodes.map(({ id }, number) => [id, `node-${number}`]))
  return (
    <section className="lineage-list" aria-label="List of the pipeline">
      <header>
        <p className="tabular-nums">{countStates(view)}</p>
        <ListFilter />
      </header>
      {view.problems.length > 0 ? <ListProblems problems={view.problems} /> : null}
      <Entries entries={buildOutline(view)} anchors={anchors} />
    </section>
  )
}

type EntriesProps = {
  readonly entries: readonly Entry[]
  readonly anchors: ReadonlyMap<string, string>
}

/** Keys are sent to the browser with the page: those of nodes are short. */
function Entries({ entries, anchors }: EntriesProps) {
  return (
    <ul>
      {entries.map((entry) => (
        <li key={anchors.get(entry.node.id)} id={anchors.get(entry.node.id)}>
          <ListEntry entry={entry} />
          {entry.entries.length > 0 ? <Entries entries={entry.entries} anchors={anchors} /> : null}
          {entry.repeats.length > 0 ? (
            <ListRepeats steps={entry.repeats} anchors={anchors} />
          ) : null}
        </li>
      ))}
    </ul>
  )
}
