import { Menu } from 'lucide-react'
import { SyncIndicator } from '../repo/sync-indicator'
import { CommandCenter } from './command-center'
import { RAIL_ID } from './rail'
import { SearchBox } from './search-box'
import { ThemeSwitch } from './theme-switch'

/** Search, the state of syncing, commands and theme. */
export function TopBar({ now }: { readonly now: number }) {
  return (
    <header className="shell-bar flex items-center gap-2 px-4 md:px-5 xl:px-6">
      <button
        type="button"
        popoverTarget={RAIL_ID}
        aria-label="Pages"
        className="-ms-2 grid size-8 flex-none place-items-center rounded-md text-text-soft hover:bg-raised md:hidden"
      >
        <Menu aria-hidden />
      </button>
      <SearchBox />
      <div className="ms-auto flex flex-none items-center gap-1">
        <SyncIndicator now={now} />
        <CommandCenter />
        <ThemeSwitch />
      </div>
    </header>
  )
}
