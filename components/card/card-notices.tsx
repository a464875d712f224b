import type { Disagreement } from '@/lib/card/list-disagreements'
import type { CardResult } from '@/lib/views/card'
import { Notice } from '../ui/notice'
import { ScalarText } from '../ui/scalar-text'
import { UntrustedText } from '../ui/untrusted-text'

type Props = {
  readonly results: readonly CardResult[]
  readonly disagreements: readonly Disagreement[]
}

const MAX_SHOWN = 5

/** Says where the numbers of the card and those of the metrics files of the same commit differ. */
export function CardDisagreements({ results, disagreements }: Props) {
  if (disagreements.length === 0) return null
  return (
    <Notice tone="warning" title="The card and the metrics of this commit disagree">
      <ul>
        {disagreements.slice(0, MAX_SHOWN).map(({ result, name, value }) => (
          <li key={result}>
            <UntrustedText text={name} max={100} />: the card says{' '}
            <UntrustedText text={results[result]?.value ?? ''} max={100} />, the metrics file says{' '}
            <ScalarText value={value} />
          </li>
        ))}
        {disagreements.length > MAX_SHOWN ? (
          <li>{disagreements.length - MAX_SHOWN} more stand in the table of results</li>
        ) : null}
      </ul>
    </Notice>
  )
}
