import type { CommandView } from '@/lib/views/command'
import { buttonClass } from '../ui/button-class'
import { Icon } from '../ui/icon'
import { commandForm } from './command-form'
import { CommandLink } from './command-link'
import { COMMAND_WORDS } from './command-words'

/** Offers to take back a promotion that has displaced a version. */
export function RollBackLink({ command }: { readonly command: CommandView }) {
  const [first, ...others] = command.commands
  const displaces = command.tags[0]?.displaces ?? null
  if (first?.kind !== 'assign' || first.stage === null || others.length > 0) return null
  if (displaces === null) return null
  const model = { repo: command.repo, name: first.artifact }
  return (
    <CommandLink
      form={commandForm('roll-back', model, { stage: first.stage })}
      className={buttonClass('outline')}
    >
      <Icon name={COMMAND_WORDS['roll-back'].icon} />
      Roll {first.stage} back
    </CommandLink>
  )
}
