import { PromoteLink } from '../command/command-link'
import { StageMenu } from '../command/stage-menu'
import { WaitingLinks } from '../stage/waiting-links'
import type { BoardContext, BoardRowContent } from './board-content'
import { BoardHolder } from './board-holder'
import { Nothing } from './nothing'

type Props = {
  readonly stage: string
  readonly row: BoardRowContent
  readonly context: BoardContext
}

/** A stage of a model: the versions in it, what waits for it, and its commands. */
export function BoardSlot({ stage, row, context }: Props) {
  const slot = Object.hasOwn(row.slots, stage) ? row.slots[stage] : undefined
  const waiting = row.waiting.filter((one) => one.stage === stage)
  return (
    <td data-label={stage} className="slot">
      {slot?.holders.map((holder) => (
        <BoardHolder
          key={`${holder.version} ${holder.at}`}
          holder={holder}
          stage={stage}
          context={context}
        />
      ))}
      {slot !== undefined && slot.more > 0 ? <small>{`+${slot.more}`}</small> : null}
      {row.cut === 'yes' ? <small>too many to list</small> : null}
      {slot === undefined && waiting.length === 0 && row.cut === 'no' ? <Nothing /> : null}
      <WaitingLinks waiting={waiting} />
      {row.mayPromote === 'yes' ? <SlotCommands stage={stage} row={row} /> : null}
    </td>
  )
}

/** The menu of a stage; Promote alone where it is empty. */
function SlotCommands({ stage, row }: Omit<Props, 'context'>) {
  const slot = Object.hasOwn(row.slots, stage) ? row.slots[stage] : undefined
  const [holder] = slot?.holders ?? []
  if (slot === undefined || holder === undefined)
    return row.latest && <PromoteLink model={row} stage={stage} />
  return (
    <StageMenu
      model={row}
      stage={stage}
      version={holder.version}
      rollBackTo={slot.rollBackTo}
      under="button"
    />
  )
}
