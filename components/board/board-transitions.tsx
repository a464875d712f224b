import type { TransitionView } from '@/lib/views/board'
import { commandForm } from '../command/command-form'
import { CommandLink } from '../command/command-link'
import { COMMAND_WORDS } from '../command/command-words'
import { DifferenceTable } from '../command/difference-table'
import { StageName } from '../stage/stage-name'
import { buttonClass } from '../ui/button-class'
import { ByteSize } from '../ui/byte-size'
import { Icon } from '../ui/icon'

type Props = {
  readonly model: { readonly repo: string; readonly name: string }
  readonly transitions: readonly TransitionView[]
  /** Every stage; the position of a stage gives its colour. */
  readonly order: readonly string[]
  readonly mayPromote: 'yes' | 'no'
}

/** For each stage that a newer version could move into: what that would change. */
export function BoardTransitions({ model, transitions, order, mayPromote }: Props) {
  if (transitions.length === 0) {
    return (
      <p className="text-text-soft">
        No version would move up: no stage is behind the one before it, or behind the latest
        version.
      </p>
    )
  }
  return (
    <ul>
      {transitions.map((transition) => (
        <li key={transition.stage}>
          <h3>
            <code>{transition.version}</code>{' '}
            <span className="word">
              {transition.from === null ? 'the latest version' : `from ${transition.from}`}
            </span>{' '}
            <Icon name="arrow-right" /> <StageName stage={transition.stage} order={order} />{' '}
            {transition.current === null ? (
              <span className="word">which is empty</span>
            ) : (
              <span className="word">
                instead of <code>{transition.current}</code>
              </span>
            )}
          </h3>
          {transition.difference ? <DifferenceTable difference={transition.difference} /> : null}
          <Sizes {...transition.size} />
          {mayPromote === 'yes' ? (
            <CommandLink
              form={commandForm('assign', model, {
                version: transition.version,
                stage: transition.stage,
              })}
              className={buttonClass('outline')}
            >
              <Icon name={COMMAND_WORDS.assign.icon} />
              Promote {transition.version} to {transition.stage}
            </CommandLink>
          ) : null}
        </li>
      ))}
    </ul>
  )
}

/** Nothing where the sizes are the same, or not known. */
function Sizes({ before, after }: TransitionView['size']) {
  if (before === null || after === null || before === after) return null
  return (
    <p className="text-text-soft">
      Its size: <ByteSize bytes={before} /> before, <ByteSize bytes={after} /> after.
    </p>
  )
}
