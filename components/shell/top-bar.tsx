import { PersonMenu, type PersonView } from '../account/person-menu'
import { SyncIndicator } from '../repo/sync-indicator'
import type { SyncState } from '../repo/use-live-sync'
import { Icon } from '../ui/icon'
import { CommandCenter } from './command-center'
import { RAIL_ID } from './rail'
import { SearchBox } from './search-box'
import { ThemeSwitch } from './theme-switch'

type Props = {
  readonly sync: SyncState
  readonly now: number
  readonly person: PersonView | null
}

/** Search, the state of syncing, commands, theme and who is signed in. */
export function TopBar({ sync, now, person }: Props) {
  return (
    <header className="shell-bar flex items-center gap-2 px-4 md:px-5 xl:px-6">
      <button
        type="button"
        popoverTarget={RAIL_ID}
        aria-label="Pages"
        className="-ms-2 grid size-8 flex-none place-items-center rounded-md text-text-soft hover:bg-raised md:hidden"
      >
        <Icon name="menu" />
      </button>
      <SearchBox />
      <div className="ms-auto flex flex-none items-center gap-1">
        <SyncIndicator sync={sync} now={now} />
        <CommandCenter />
        <ThemeSwitch />
        <PersonMenu person={person} />
      </div>
    </header>
  )
}
