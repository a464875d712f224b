import type { Disagreement } from '@/lib/card/list-disagreements'
import { Fact, Facts } from '../ui/facts'
import { Panel } from '../ui/panel'
import { UntrustedText } from '../ui/untrusted-text'
import { CardFactList, type FindNamed } from './card-fact-list'
import { CardDisagreements } from './card-notices'
import type { FoundCard } from './card-view'

export type CardSummaryProps = {
  readonly card: FoundCard
  /** From the root of the repository. */
  readonly path: string
  /** The page of the card. */
  readonly href: string
  readonly disagreements: readonly Disagreement[]
  readonly findNamed: FindNamed
}

/** What the card of a version says, beside the facts of the version. */
export function CardSummary({ card, path, href, disagreements, findNamed }: CardSummaryProps) {
  const facts = card.kind === 'read' ? card.facts : null
  return (
    <Panel title="Card">
      <div className="flex flex-col gap-3 px-4 py-3">
        {facts === null ? null : (
          <CardDisagreements results={facts.results} disagreements={disagreements} />
        )}
        <Facts>
          <Fact name="File">
            <a href={href} className="min-w-0 break-words text-accent hover:underline">
              <UntrustedText text={path} max={300} />
            </a>
          </Fact>
          {facts === null ? null : <CardFactList facts={facts} findNamed={findNamed} />}
        </Facts>
      </div>
    </Panel>
  )
}
