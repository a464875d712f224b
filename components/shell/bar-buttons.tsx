import { PersonMenu, type PersonView } from '../account/person-menu'
import { Icon } from '../ui/icon'
import { ThemeSwitch } from './theme-switch'

/** The buttons for commands, theme and account. interactions.tsx handles their events. */
export default function BarButtons({ person }: { readonly person: PersonView | null }) {
  return (
    <>
      <button
        type="button"
        data-opens="palette"
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
