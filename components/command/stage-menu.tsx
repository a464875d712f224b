import type { CommandKind } from '@/lib/registry/commands/command'
import { formatVersion } from '../model/format-version'
import { Dropdown } from '../ui/dropdown'
import { Icon } from '../ui/icon'
import { commandForm } from './command-form'
import { CommandLink } from './command-link'
import { COMMAND_WORDS } from './command-words'

type Props = {
  readonly model: { readonly repo: string; readonly name: string }
  readonly stage: string
  /** What holds the stage. */
  readonly version: string
  /** The version that held the stage before; null without one. */
  readonly rollBackTo: string | null
  /** What the menu opens under: its button, or the slot around it. */
  readonly under: 'button' | 'box'
}

type Item = { readonly kind: CommandKind; readonly words: string; readonly version?: string }

/** The commands of a stage that holds a version, each with everything chosen; stage.css gives its place. */
export function StageMenu({ model, stage, version, rollBackTo, under }: Props) {
  const items: readonly Item[] = [
    ...(rollBackTo === null
      ? []
      : [{ kind: 'roll-back' as const, words: `Roll back to ${formatVersion(rollBackTo)}` }]),
    { kind: 'assign', words: 'Promote a version' },
    { kind: 'unassign', words: `Take ${formatVersion(version)} out`, version },
  ]
  return (
    <span className="stage-menu">
      <Dropdown
        under={under}
        summaryClass="icon-button"
        summary={
          <>
            <Icon name="chevron-down" />
            <span className="sr-only">{`Actions for ${stage} of ${model.name}`}</span>
          </>
        }
      >
        <ul>
          {items.map(({ kind, words, version: chosen }) => (
            <li key={kind}>
              <CommandLink
                form={commandForm(kind, model, {
                  stage,
                  ...(chosen === undefined ? {} : { version: chosen }),
                })}
                className="option"
              >
                <Icon name={COMMAND_WORDS[kind].icon} />
                {words}
              </CommandLink>
            </li>
          ))}
        </ul>
      </Dropdown>
    </span>
  )
}
