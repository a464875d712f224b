import { askOne } from './asked'
import { CommandLink } from './command-link'

type Props = {
  readonly model: { readonly repo: string; readonly name: string }
  readonly version?: string
  readonly stage?: string
}

/** Promotes from where a version or a stage stands: a link whose look is that of its place (see stage.css). In a table it
 *  is seen when its cell is pointed at or it has the focus. */
export function PromoteLink({ model, version, stage }: Props) {
  return (
    <CommandLink
      asked={askOne('assign', model, { version, stage })}
      label={`Promote ${version ?? model.name}${stage === undefined ? '' : ` to ${stage}`}`}
    />
  )
}
