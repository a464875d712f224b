import type { LineageSwitches } from '@/lib/lineage/open-graph'
import type { LineageView } from '@/lib/views/lineage'

type Props = {
  readonly switches: LineageSwitches
  readonly view: LineageView
  /** Whether the pipeline has stages that only a view of all of them shows. */
  readonly hasOthers: boolean
  /** The page with the switches as given. */
  readonly href: (switches: LineageSwitches) => string
}

/** Links that show stages, groups or outputs the other way, where there are any. They work without scripts. */
export function Switches({ switches, view, hasOthers, href }: Props) {
  const { groups, outputs, stages } = switches
  const has = (kind: string) => view.nodes.some((node) => node.kind === kind)
  const hasGroups = groups === 'open' || has('group')
  const hasOutputs = outputs === 'nodes' || has('stage') || has('group')
  return (
    <>
      {hasOthers ? (
        <a
          href={href({ ...switches, stages: stages === 'all' ? 'model' : 'all' })}
          className="button button-outline"
        >
          {stages === 'all' ? 'This model only' : 'Whole pipeline'}
        </a>
      ) : null}
      {hasGroups ? (
        <a
          href={href({ ...switches, groups: groups === 'open' ? 'closed' : 'open' })}
          className="button button-outline"
        >
          {groups === 'open' ? 'Close groups' : 'Open groups'}
        </a>
      ) : null}
      {hasOutputs ? (
        <a
          href={href({ ...switches, outputs: outputs === 'nodes' ? 'facts' : 'nodes' })}
          className="button button-outline"
        >
          {outputs === 'nodes' ? 'Stages only' : 'Outputs as nodes'}
        </a>
      ) : null}
    </>
  )
}
