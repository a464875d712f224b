import { Fragment } from 'react'
import type { LineageNode, LinkState } from '@/lib/views/lineage'
import { Icon } from '../ui/icon'
import { UntrustedText } from '../ui/untrusted-text'
import type { Entry } from './build-outline'
import { formatLabel, formatState, isWorthSaying, KINDS, STATES } from './node-words'

/** One node of the list: what it is, its state and why, and its facts to unfold. */
export function ListEntry({ entry: { node, edge } }: { readonly entry: Entry }) {
  const state = formatState(node)
  return (
    <div className="lineage-entry">
      <Icon name={KINDS[node.kind].icon} />
      <span className="sr-only">{KINDS[node.kind].word}</span>
      <NodeLabel node={node} />
      {node.state !== null && state !== null ? <StateWord state={node.state} text={state} /> : null}
      {node.detail === '' ? null : (
        <code className="lineage-path">
          <UntrustedText text={node.detail} max={400} />
        </code>
      )}
      <NodeFacts facts={node.facts} />
      {node.why === null ? null : <Reason text={node.why} />}
      {edge?.why && edge.why !== node.why && isWorthSaying(edge) ? (
        <Reason text={`Its link here is ${STATES[edge.state].word}: ${edge.why}`} />
      ) : null}
    </div>
  )
}

function NodeLabel({ node }: { readonly node: LineageNode }) {
  const label = <UntrustedText text={formatLabel(node)} max={200} />
  if (node.href === null) return <b>{label}</b>
  return <a href={node.href}>{label}</a>
}

type StateProps = { readonly state: LinkState; readonly text: string }

/** A state as its mark and a text with its word. */
export function StateWord({ state, text }: StateProps) {
  const { icon, colour } = STATES[state]
  return (
    <span className={`lineage-state ${colour}`}>
      <Icon name={icon} />
      {text}
    </span>
  )
}

function Reason({ text }: { readonly text: string }) {
  return (
    <p className="lineage-reason">
      <UntrustedText text={text} max={400} />
    </p>
  )
}

/** A value is not its key: keys are sent to the browser too. */
function NodeFacts({ facts }: Pick<LineageNode, 'facts'>) {
  if (facts.length === 0) return null
  return (
    <details>
      <summary>
        <Icon name="chevron-right" />
        {facts.length === 1 ? '1 fact' : `${facts.length} facts`}
      </summary>
      <dl>
        {facts.map(({ label, value, href }, at) => (
          <Fragment key={at}>
            <dt>
              <UntrustedText text={label} max={120} />
            </dt>
            <dd>
              <FactValue value={value} href={href} />
            </dd>
          </Fragment>
        ))}
      </dl>
    </details>
  )
}

function FactValue({ value, href }: Pick<LineageNode['facts'][number], 'value' | 'href'>) {
  const text = (
    <code>
      <UntrustedText text={value} />
    </code>
  )
  if (href === null) return text
  return (
    <a href={href} rel="noreferrer">
      {text}
    </a>
  )
}
