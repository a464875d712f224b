import type { BoardItemView, RollBackView, TransitionView } from '@/lib/views/board'
import { modelValue } from '../command/command-form'
import { StageDot } from '../stage/stage-dot'
import { TablePanel } from '../ui/table-panel'
import { UntrustedText } from '../ui/untrusted-text'
import { type BoardHrefs, BoardRow } from './board-row'
import { BoardTransitions } from './board-transitions'

type Props = {
  readonly items: readonly BoardItemView[]
  /** Every stage of all repositories, in the order of columns. */
  readonly stages: readonly string[]
  readonly now: number
  /** The model whose row is open, as `REPO:NAME`, with what its row shows. */
  readonly opened: {
    readonly key: string
    readonly transitions: readonly TransitionView[]
  } | null
  readonly hrefs: BoardHrefs
  /** What the stages of the models would be rolled back to. */
  readonly rollBacks: readonly RollBackView[]
  /** Whether rows of the repository offer commands. */
  readonly mayPromote: (repo: string) => 'yes' | 'no'
}

/** More columns than a person compares; a model's own page has all of its stages. */
const MAX_COLUMNS = 8

/** Models and what is in their stages; the row that is open shows what promoting would change. */
export function BoardTable(props: Props) {
  const { items, stages, now, opened, hrefs, rollBacks, mayPromote } = props
  const shown = stages.slice(0, MAX_COLUMNS)
  return (
    <TablePanel>
      <table className="data-table board">
        <caption className="sr-only">Models by stage, those that need action first</caption>
        <thead>
          <tr>
            <th scope="col">Model</th>
            <th scope="col">Latest</th>
            {shown.map((stage) => (
              <th key={stage} scope="col">
                <StageDot stage={stage} order={stages} />
                <UntrustedText text={stage} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.flatMap((item) => {
            const key = modelValue(item)
            const isOpen = opened?.key === key
            const may = mayPromote(item.repo)
            const context = { stages, shown, now, hrefs, rollBacks, mayPromote: may }
            return [
              <BoardRow key={key} item={item} open={isOpen ? 'yes' : 'no'} context={context} />,
              isOpen ? (
                <tr key={`${key} open`} id="open">
                  <td colSpan={shown.length + 2} className="board-open">
                    <BoardTransitions
                      model={item}
                      transitions={opened.transitions}
                      order={stages}
                      mayPromote={may}
                    />
                  </td>
                </tr>
              ) : null,
            ]
          })}
        </tbody>
      </table>
      {stages.length > MAX_COLUMNS ? (
        <p className="px-4 py-2 text-text-soft">
          {stages.length - MAX_COLUMNS} more stages are on the pages of the models.
        </p>
      ) : null}
    </TablePanel>
  )
}
