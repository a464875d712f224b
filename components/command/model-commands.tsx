import { buttonClass } from '../ui/button-class'
import { Dropdown } from '../ui/dropdown'
import { Icon } from '../ui/icon'
import { commandForm } from './command-form'
import { CommandLink } from './command-link'
import { COMMAND_WORDS, isDestructive, OTHER_COMMANDS } from './command-words'

type Props = {
  readonly model: { readonly repo: string; readonly name: string }
  /** Whether promoting is what people usually come for. */
  readonly promotes: 'usually' | 'rarely'
}

/** The commands of a model: Promote as a button, the others in a menu. */
export function ModelCommands({ model, promotes }: Props) {
  const { icon: promoteIcon, label } = COMMAND_WORDS.assign
  return (
    <div className="flex flex-none gap-2">
      <CommandLink
        form={commandForm('assign', model)}
        className={buttonClass(promotes === 'usually' ? 'primary' : 'outline')}
      >
        <Icon name={promoteIcon} />
        {label}
      </CommandLink>
      <Dropdown
        kind="menu"
        summaryClass={buttonClass('outline')}
        summary={
          <>
            More
            <Icon name="chevron-down" />
          </>
        }
      >
        <ul>
          {OTHER_COMMANDS.map((kind) => {
            const { icon, label: words } = COMMAND_WORDS[kind]
            return (
              <li key={kind}>
                <CommandLink
                  form={commandForm(kind, model)}
                  className={isDestructive(kind) ? 'option option-danger' : 'option'}
                >
                  <Icon name={icon} />
                  {words}
                </CommandLink>
              </li>
            )
          })}
        </ul>
      </Dropdown>
    </div>
  )
}
