import { PersonMenu, type PersonView } from '../account/person-menu'
import { Icon } from '../ui/icon'
import { FACTS, type FrameFacts } from './frame-facts'
import { ThemeSwitch } from './theme-switch'

export type BarProps = {
  /** Null without a signed-in person. */ readonly person: PersonView | null
  readonly facts: FrameFacts
}

/** The buttons for commands, theme and account. interactions.tsx handles their events. */
export default function BarButtons({ person, facts }: BarProps) {
  return (
    <>
      <button
        type="button"
        data-opens="palette"
        {...{ [FACTS]: JSON.stringify(facts) }}
        aria-label="Command palette"
        aria-keyshortcuts="Control+K Meta+K"
        data-tip="Command palette (Ctrl K)"
        className="icon-button max-md:hidden noscript:hidden"
      >
        <Icon name="command" />
      </button>
      <ThemeSwitch />
      <PersonMenu person={person} />
    </>
  )
}
