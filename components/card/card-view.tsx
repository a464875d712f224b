import type { Card } from '@/lib/card/card'
import type { Disagreement } from '@/lib/card/list-disagreements'
import type { ForgeLink as Link } from '@/lib/forge/build-links'
import { Copyable } from '../ui/copyable'
import { Facts } from '../ui/facts'
import { Notice } from '../ui/notice'
import { Panel } from '../ui/panel'
import { UntrustedText } from '../ui/untrusted-text'
import { CardFactList, type FindNamed } from './card-fact-list'
import type { CardLinks } from './card-links'
import { CardDisagreements } from './card-notices'
import { CardResults } from './card-results'
import { CardText } from './card-text'

/** A card that was looked for. */
export type FoundCard = Card | { readonly kind: 'failed'; readonly why: string }

type Props = {
  readonly card: FoundCard
  /** From the root of the repository. */
  readonly path: string
  /** The file on the forge; undefined where the forge is not known. */
  readonly link: Link | undefined
  readonly links: CardLinks
  readonly disagreements: readonly Disagreement[]
  readonly findNamed: FindNamed
}

/** The tab with the card of a version: its text, and what its front matter says. */
export function CardView({ card, path, link, links, disagreements, findNamed }: Props) {
  if (card.kind !== 'read') return <UnreadCard card={card} path={path} />
  const { facts, matterProblem } = card
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_24rem]">
      <div className="flex min-w-0 flex-col gap-4">
        {facts === null ? null : (
          <CardDisagreements results={facts.results} disagreements={disagreements} />
        )}
        <Panel title="Card" aside={<Copyable text={path} label="path" link={link} />}>
          <CardText text={card.text} links={links} />
        </Panel>
      </div>
      <div className="flex min-w-0 flex-col gap-4">
        {matterProblem === null ? null : (
          <Notice tone="warning" title="The front matter of the card cannot be read">
            <UntrustedText text={matterProblem.detail || matterProblem.code} max={300} />
          </Notice>
        )}
        {facts === null ? null : (
          <Panel title="Facts of the card">
            <div className="px-4 py-3">
              <Facts>
                <CardFactList facts={facts} findNamed={findNamed} />
              </Facts>
            </div>
          </Panel>
        )}
        {facts === null || facts.results.length === 0 ? null : (
          <Panel title="Results">
            <CardResults results={facts.results} disagreements={disagreements} />
          </Panel>
        )}
      </div>
    </div>
  )
}

type UnreadProps = { readonly card: Exclude<FoundCard, { kind: 'read' }>; readonly path: string }

function UnreadCard({ card, path }: UnreadProps) {
  return (
    <Notice tone="neutral" title="The card cannot be shown">
      <UntrustedText text={path} max={300} />:{' '}
      {card.kind === 'failed' ? card.why : <UntrustedText text={card.detail} max={300} />}
    </Notice>
  )
}
