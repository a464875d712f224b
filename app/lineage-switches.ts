import type { LineageSwitches } from '@/lib/lineage/open-graph'
import type { LineageNode, LineageView } from '@/lib/views/lineage'
import type { PipelineView } from '@/lib/views/pipeline'
import { firstParam, type SearchParams } from './search-params'

/** What the address says of how a pipeline is shown. */
export function parseSwitches(search: SearchParams): LineageSwitches {
  return {
    groups: firstParam(search, 'groups') === 'open' ? 'open' : 'closed',
    outputs: firstParam(search, 'outputs') === 'nodes' ? 'nodes' : 'facts',
    stages: firstParam(search, 'stages') === 'all' ? 'all' : 'model',
  }
}

/** The parameters of an address that say the same. */
export function switchParams({ groups, outputs, stages }: LineageSwitches) {
  return {
    groups: groups === 'open' ? groups : null,
    outputs: outputs === 'nodes' ? outputs : null,
    stages: stages === 'all' ? stages : null,
  }
}

/** Whether the commit has stages or `.dvc` files that only the switch of all stages shows. */
export function hasOthers(
  { roots }: PipelineView,
  { switches, view }: { readonly switches: LineageSwitches; readonly view: LineageView },
): boolean {
  const all = roots.reduce((sum, { stages }) => sum + stages.length, 0)
  return switches.stages === 'all' || all > countShown(view)
}

/** The stages and `.dvc` files that a lineage shows, with the members of its groups. */
function countShown({ nodes }: LineageView): number {
  const kinds: readonly LineageNode['kind'][] = ['stage', 'group', 'import', 'dvc-file']
  return nodes.reduce((sum, { kind, count }) => sum + (kinds.includes(kind) ? count : 0), 0)
}
