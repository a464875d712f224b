import { LiveSync, type SyncState } from '../repo/live-sync'
import { Icon } from '../ui/icon'
import type { BarProps } from './bar-buttons'
import { DrawnButtons, DrawnSearch } from './drawn-frame'
import { RAIL_ID } from './rail'
import { searchValues } from './search-box'

type Props = BarProps & {
  readonly url: URL
  readonly sync: SyncState
  readonly now: number
}

/** Search, the state of syncing, commands, theme and who is signed in. */
export function TopBar({ url, sync, now, person, facts }: Props) {
  return (
    <header className="shell-bar flex items-center gap-2 px-4 md:px-5 xl:px-6">
      <button
        type="button"
        popoverTarget={RAIL_ID}
        aria-label="Pages"
        className="icon-button -ms-2 md:hidden"
      >
        <Icon name="menu" />
      </button>
      <DrawnSearch values={searchValues(url)} />
      <div className="ms-auto flex flex-none items-center gap-1">
        <LiveSync sync={sync} now={now} />
        <DrawnButtons person={person} facts={facts} />
      </div>
    </header>
  )
}
