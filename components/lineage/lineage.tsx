import type { GraphLayout } from '@/lib/lineage/layout-graph'
import type { LineageView } from '@/lib/views/lineage'
import { countStates } from './count-states'
import { DrawnLineage } from './drawn-lineage'
import { GraphLegend } from './graph-legend'
import { formatContent } from './lineage-content'
import { ListFilter } from './list-filter'
import { ListProblems } from './list-problems'

type Props = {
  readonly view: LineageView
  /** Of the same nodes and edges: see lib/lineage/layout-graph.ts. */
  readonly layout: GraphLayout
  readonly title: string
}

/** A pipeline, drawn and listed: the list has all nodes of the drawing with their facts. */
export function Lineage({ view, layout, title }: Props) {
  return (
    <DrawnLineage
      title={title}
      content={formatContent(view, layout)}
      legend={<GraphLegend view={view} drawn={layout.edges.length} />}
      summary={<ListSummary view={view} />}
    />
  )
}

function ListSummary({ view }: Pick<Props, 'view'>) {
  return (
    <>
      <header>
        <p className="tabular-nums">{countStates(view)}</p>
        <ListFilter />
      </header>
      {view.problems.length > 0 ? <ListProblems problems={view.problems} /> : null}
    </>
  )
}
