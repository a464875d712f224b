import { commandForm } from '../command/command-form'
import { CommandLink, PromoteLink } from '../command/command-link'
import { COMMAND_WORDS } from '../command/command-words'
import { StageMenu } from '../command/stage-menu'
import { formatVersion } from '../model/format-version'
import { WaitingLinks } from '../stage/waiting-links'
import { Icon } from '../ui/icon'
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

/** The menu of a stage, and Roll back beside it; Promote alone where the stage is empty. */
function SlotCommands({ stage, row }: Omit<Props, 'context'>) {
  const slot = Object.hasOwn(row.slots, stage) ? row.slots[stage] : undefined
  const [holder] = slot?.holders ?? []
  if (slot === undefined || holder === undefined)
    return row.latest && <PromoteLink model={row} stage={stage} />
  return (
    <>
      {slot.rollBackTo === null ? null : (
        <RollBackLink row={row} stage={stage} version={slot.rollBackTo} />
      )}
      <StageMenu
        model={row}
        stage={stage}
        version={holder.version}
        rollBackTo={slot.rollBackTo}
        under="button"
      />
    </>
  )
}

type RollBackProps = {
  readonly row: BoardRowContent
  readonly stage: string
  readonly version: string
}

/** Takes a bad promotion back with two presses, this and the confirmation. It shows while its cell is hovered or it has
 *  the focus, and always without a pointer that hovers. Its label shows when it is pointed at or has the focus. */
function RollBackLink({ row, stage, version }: RollBackProps) {
  return (
    <span className="roll-back">
      <CommandLink
        form={commandForm('roll-back', row, { stage })}
        label={`Roll back ${stage} of ${row.name} to ${formatVersion(version)}`}
      >
        <Icon name={COMMAND_WORDS['roll-back'].icon} />
        <span>Roll back</span>
      </CommandLink>
    </span>
  )
}
