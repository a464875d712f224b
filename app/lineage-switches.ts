import type { LineageSwitches } from '@/lib/lineage/open-graph'
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
