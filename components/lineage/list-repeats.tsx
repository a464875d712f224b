import type { LineageEdge } from '@/lib/views/lineage'
import { UntrustedText } from '../ui/untrusted-text'
import { formatPlain } from '../ui/visible-text'
import type { Step } from './build-outline'
import { StateWord } from './list-entry'
import { formatAnchor, formatLabel, isWorthSaying, STATES } from './node-words'

type Props = { readonly steps: readonly Step[] }

/** One entry can depend on hundreds; the state of the entry stands for all of them. */
const MAX_SHOWN = 12

/** What an entry depends on as well, as links to its places further up: the first ones. */
export function ListRepeats({ steps }: Props) {
  return (
    <p className="lineage-repeats">
      <span>Also, see above:</span>
      {steps.slice(0, MAX_SHOWN).map(({ node, edge }) => (
        <span key={node.id}>
          <a href={`#${formatAnchor(node)}`}>
            <UntrustedText text={formatLabel(node)} max={120} />
          </a>
          {edge && isWorthSaying(edge) ? (
            <StateWord state={edge.state} text={formatLink(edge)} />
          ) : null}
        </span>
      ))}
      {steps.length > MAX_SHOWN ? (
        <span>and {(steps.length - MAX_SHOWN).toLocaleString('en')} more</span>
      ) : null}
    </p>
  )
}

function formatLink({ state, why }: LineageEdge): string {
  const { word } = STATES[state]
  return why === null ? `link ${word}` : formatPlain(`link ${word}: ${why}`)
}
