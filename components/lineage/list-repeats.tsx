import type { LineageEdge } from '@/lib/views/lineage'
import { UntrustedText } from '../ui/untrusted-text'
import type { Step } from './build-outline'
import { StateWord } from './list-entry'
import { formatLabel, formatPlain, isWorthSaying, STATES } from './node-words'

type Props = {
  readonly steps: readonly Step[]
  readonly anchors: ReadonlyMap<string, string>
}

/** What an entry depends on as well, as links to its places further up. */
export function ListRepeats({ steps, anchors }: Props) {
  return (
    <p className="lineage-repeats">
      <span>Also, see above:</span>
      {steps.map(({ node, edge }) => (
        <span key={node.id}>
          <a href={`#${anchors.get(node.id)}`} className="underline underline-offset-3">
            <UntrustedText text={formatLabel(node)} max={120} />
          </a>
          {edge && isWorthSaying(edge) ? (
            <StateWord state={edge.state} text={formatLink(edge)} />
          ) : null}
        </span>
      ))}
    </p>
  )
}

function formatLink({ state, why }: LineageEdge): string {
  const { word } = STATES[state]
  return why === null ? `link ${word}` : formatPlain(`link ${word}: ${why}`)
}
