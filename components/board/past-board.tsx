import type { BoardPage } from '@/lib/views/board'
import { modelHref } from '../model/model-href'
import { StageCell } from '../stage/stage-cell'
import { StageHeads } from '../stage/stage-heads'
import { hrefWith } from '../ui/href-with'
import { TablePanel } from '../ui/table-panel'
import { UntrustedText } from '../ui/untrusted-text'

type Props = {
  readonly board: BoardPage
  /** The instant as the address has it. */
  readonly at: string
  /** The instant in milliseconds. */
  readonly now: number
}

/** What was in the stages at an instant: stages that held nothing on this page are left out. */
export function PastBoard({ board: { items, stages }, at, now }: Props) {
  const shown = stages.filter((stage) => items.some((item) => Object.hasOwn(item.stages, stage)))
  return (
    <TablePanel>
      <table className="data-table">
        <caption className="sr-only">Stages</caption>
        <thead>
          <tr>
            <th scope="col">Model</th>
            <th scope="col">Latest</th>
            <StageHeads stages={shown} order={stages} />
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={`${item.repo}:${item.name}`}>
              <th scope="row">
                <a href={hrefWith(modelHref(item), { at })} className="block text-text">
                  <UntrustedText text={item.name} />
                </a>
                <small className="ms-2 text-text-soft md:ms-0">{item.repo}</small>
              </th>
              <td data-label="Latest">{item.latest ? <code>{item.latest.version}</code> : '–'}</td>
              {shown.map((stage) => (
                <td key={stage} data-label={stage} className="slot">
                  <StageCell
                    {...{ stage, now }}
                    order={stages}
                    holders={item.stages[stage] ?? []}
                    form="words"
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </TablePanel>
  )
}
