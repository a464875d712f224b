import type { PlannedTag } from '@/lib/views/command'
import { formatVersion } from '../model/format-version'

/** What CI does on the tag that ends a stage of the version. */
export function describeRuns({
  workflows,
  version,
}: Pick<PlannedTag, 'workflows' | 'version'>): string {
  const named = (outcome: 'starts' | 'unknown') =>
    [...new Set(workflows.filter((one) => one.outcome === outcome).map((one) => one.name))].join(
      ', ',
    )
  const [starts, may] = [named('starts'), named('unknown')]
  if (starts === '' && may === '')
    return 'No CI workflow starts on the tag that ends the stage, so that nothing is deployed.'
  const said = [starts && `CI starts ${starts}`, may && `CI may start ${may}`].filter(Boolean)
  return `${said.join(', and ')} on the tag that ends the stage, at the commit of ${formatVersion(version ?? '')}.`
}
