import { useMemo } from 'react'
import { StageHeads } from '../stage/stage-heads'
import type { BoardContent } from './board-content'
import { BoardRow } from './board-row'
import { BoardTransitions } from './board-transitions'

type Props = {
  /** BoardContent as JSON. */
  readonly content: string
  readonly now: number
}

/** More columns than a person compares; a model's own page has all of its stages. */
const MAX_COLUMNS = 8

/** Models and what is in their stages; the row that is open shows what promoting would change. */
export default function BoardTable({ content, now }: Props) {
  const sent = useMemo((): BoardContent => JSON.parse(content), [content])
  const { rows, stages, signatures, transitions } = sent
  const shown = stages.slice(0, MAX_COLUMNS)
  return (
    <>
      <table className="data-table board">
        <caption className="sr-only">Models by stage, those that need action first</caption>
        <thead>
          <tr>
            <th scope="col">Model</th>
            <th scope="col">Latest</th>
            <StageHeads stages={shown} order={stages} />
          </tr>
        </thead>
        <tbody>
          {rows.flatMap((row) => {
            const { repo, name } = row
            const key = `${repo}:${name}`
            return [
              <BoardRow key={key} row={row} context={{ stages, shown, signatures, now }} />,
              row.open === 'yes' ? (
                <tr key={`${key} open`} id="open">
                  <td colSpan={shown.length + 2} className="board-open">
                    <BoardTransitions
                      model={{ repo, name }}
                      transitions={transitions}
                      order={stages}
                      mayPromote={row.mayPromote}
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
    </>
  )
}
