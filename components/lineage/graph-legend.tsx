import type { LineageView, LinkState } from '@/lib/views/lineage'
import { STATES } from './node-words'

type Props = {
  readonly view: LineageView
  /** The number of edges in the drawing. */
  readonly drawn: number
}

const ORDER: readonly LinkState[] = ['fresh', 'stale', 'unknown', 'never-run', 'claimed']

/** What the lines of the drawing mean, as far as it has them, and how many edges it leaves out. */
export function GraphLegend({ view: { edges }, drawn }: Props) {
  const states = ORDER.filter((state) => edges.some((edge) => edge.state === state))
  return (
    <ul className="lineage-legend">
      {states.map((state) => (
        <li key={state}>
          <LineSample look={`is-${state}`} />
          {STATES[state].word}
        </li>
      ))}
      {drawn < edges.length ? (
        <li className="ms-auto">
          {drawn.toLocaleString('en')} of {edges.length.toLocaleString('en')} links drawn; the
          others follow from these
        </li>
      ) : null}
    </ul>
  )
}

function LineSample({ look }: { readonly look: string }) {
  return (
    <svg width="28" height="8" aria-hidden>
      <path className={`lineage-edge ${look}`} d="M0 4H28" />
    </svg>
  )
}
