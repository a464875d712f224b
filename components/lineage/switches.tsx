import type { ReactNode } from 'react'
import type { LineageSwitches } from '@/lib/lineage/open-graph'
import type { LineageView } from '@/lib/views/lineage'
import { buttonClass } from '../ui/button-class'

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
        <Switch href={href({ ...switches, stages: stages === 'all' ? 'model' : 'all' })}>
          {stages === 'all' ? 'This model only' : 'Whole pipeline'}
        </Switch>
      ) : null}
      {hasGroups ? (
        <Switch href={href({ ...switches, groups: groups === 'open' ? 'closed' : 'open' })}>
          {groups === 'open' ? 'Close groups' : 'Open groups'}
        </Switch>
      ) : null}
      {hasOutputs ? (
        <Switch href={href({ ...switches, outputs: outputs === 'nodes' ? 'facts' : 'nodes' })}>
          {outputs === 'nodes' ? 'Stages only' : 'Outputs as nodes'}
        </Switch>
      ) : null}
    </>
  )
}

function Switch({ href, children }: { readonly href: string; readonly children: ReactNode }) {
  return (
    <a href={href} className={buttonClass('outline')}>
      {children}
    </a>
  )
}
