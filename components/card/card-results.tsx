import type { Disagreement } from '@/lib/card/list-disagreements'
import type { CardResult } from '@/lib/views/card'
import { MAX_ROWS, MoreRows } from '../ui/more-rows'
import { ScalarText } from '../ui/scalar-text'
import { UntrustedText } from '../ui/untrusted-text'

type Props = {
  readonly results: readonly CardResult[]
  readonly disagreements: readonly Disagreement[]
}

/** The results that the front matter of a card states, and which of them the metrics of the commit contradict. */
export function CardResults({ results, disagreements }: Props) {
  const wrong = new Map(disagreements.map((one) => [one.result, one]))
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys
    <section className="overflow-x-auto" tabIndex={0} aria-label="Results of the card">
      <table className="w-full [&_tbody_tr:not(:last-child)>*]:border-b [&_tr>*]:border-line">
        <thead>
          <tr className="[&>*]:border-b">
            {['Metric', 'Card', 'Metrics file', 'Data set', 'Task'].map((name) => (
              <th key={name} scope="col" className={HEAD}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {results.slice(0, MAX_ROWS).map((result, place) => (
            <Row key={place} result={result} wrong={wrong.get(place)} />
          ))}
        </tbody>
      </table>
      <MoreRows of={results.length} />
    </section>
  )
}

const HEAD = 'h-8 px-2 text-start text-xs font-medium text-text-faint first:ps-4 last:pe-4'
const CELL = 'h-8 px-2 py-1 first:ps-4 last:pe-4'

type RowProps = { readonly result: CardResult; readonly wrong: Disagreement | undefined }

function Row({ result, wrong }: RowProps) {
  return (
    <tr>
      <th scope="row" className={`${CELL} text-start font-normal text-text-soft`}>
        <UntrustedText text={result.metric} max={100} />
      </th>
      <td className={`${CELL} font-mono text-xs`}>
        <UntrustedText text={result.value} max={100} />
      </td>
      <td className={`${CELL} font-mono text-xs`}>
        {wrong === undefined ? null : (
          <span className="text-warning">
            <ScalarText value={wrong.value} /> differs
          </span>
        )}
      </td>
      <td className={CELL}>
        <UntrustedText text={result.dataset ?? '–'} max={100} />
      </td>
      <td className={CELL}>
        <UntrustedText text={result.task ?? '–'} max={100} />
      </td>
    </tr>
  )
}
