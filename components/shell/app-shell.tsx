import type { ReactNode } from 'react'
import type { SyncState } from '../repo/live-sync'
import type { BarProps } from './bar-buttons'
import { DrawnRail } from './drawn-frame'
import { Logo } from './logo'
import { PageScript } from './page-script'
import type { RailViewList } from './rail-views'
import { TopBar } from './top-bar'

type Props = BarProps & {
  /** The address of the first page. The frame stays when another page follows. */
  readonly url: URL
  readonly sync: SyncState
  readonly now: number
  /** The number of requests that wait for the viewer. */
  readonly waiting: number
  readonly views: RailViewList
  readonly children: ReactNode
}

/** The frame of every page. */
export function AppShell({ url, sync, now, waiting, views, person, facts, children }: Props) {
  return (
    <>
      <a
        href="#page"
        className="fixed start-3 -top-20 z-50 rounded-md bg-accent-fill px-3 py-2 text-accent-on focus:top-3"
      >
        Skip to the page
      </a>
      <PageScript />
      <DrawnRail
        path={url.pathname}
        search={url.pathname === '/' ? url.search : null}
        views={views}
        waiting={waiting}
      />
      <TopBar url={url} sync={sync} now={now} person={person} facts={facts} />
      <main id="page" tabIndex={-1} className="shell-page outline-none">
        {children}
      </main>
    </>
  )
}

/** The frame for people who may not read: it reveals nothing of the registry. */
export function BareShell({ children }: { readonly children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col">
      <p className="flex h-12 items-center gap-2 px-5 font-semibold">
        <Logo />
        Signet
      </p>
      <main id="page" className="flex-1 px-4 pb-8">
        {children}
      </main>
    </div>
  )
}
