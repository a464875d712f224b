import { Icon } from '../ui/icon'
import { askOne } from './asked'
import { CommandLink } from './command-link'

type Props = {
  readonly model: { readonly repo: string; readonly name: string }
  readonly version?: string
  readonly stage?: string
}

/** Promotes from where a version or a stage stands; in a table it is seen when its cell is pointed at or it has the focus. */
export function PromoteLink({ model, version, stage }: Props) {
  return (
    <CommandLink
      asked={askOne('assign', model, { version, stage })}
      label={`Promote ${version ?? model.name}${stage === undefined ? '' : ` to ${stage}`}`}
      className="stage-promote"
    >
      <Icon name="arrow-up-right" className="size-3.5" />
      <span className="stage-promote-word">Promote</span>
    </CommandLink>
  )
}
