import type { GraphLayout } from '@/lib/lineage/layout-graph'
import type { LineageView } from '@/lib/views/lineage'
import { LineageGraph } from './lineage-graph'
import { LineageList } from './lineage-list'

type Props = {
  readonly view: LineageView
  readonly layout: GraphLayout
  readonly title: string
}

/** A pipeline, drawn and listed. On phones the list comes first. */
export function Lineage({ view, layout, title }: Props) {
  return (
    <div className="lineage">
      <LineageGraph view={view} layout={layout} title={title} />
      <LineageList view={view} />
    </div>
  )
}
