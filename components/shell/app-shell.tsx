import type { ReactNode } from 'react'
import type { PersonView } from '../account/person-menu'
import type { SyncState } from '../repo/use-live-sync'
import { Navigation } from './navigation'
import { Rail } from './rail'
import { TopBar } from './top-bar'

type Props = {
  readonly sync: SyncState
  readonly now: number
  /** How many requests wait for whoever looks. */
  readonly waiting: number
  /** Null for nobody. */
  readonly person: PersonView | null
  readonly children: ReactNode
}

/** The frame of every page. */
export function AppShell({ sync, now, waiting, person, children }: Props) {
  return (
    <>
      <a
        href="#page"
        className="fixed start-3 -top-20 z-50 rounded-md bg-accent-fill px-3 py-2 text-accent-on focus:top-3"
      >
        Skip to the page
      </a>
      <Navigation />
      <Rail waiting={waiting} />
      <TopBar sync={sync} now={now} person={person} />
      <main id="page" tabIndex={-1} className="shell-page outline-none">
        {children}
      </main>
    </>
  )
}
