import type { ReactNode } from 'react'
import type { RepoView } from '@/lib/index/views'
import type { PersonView } from '../account/person-menu'
import { LiveRepos } from '../repo/live-repos'
import { Rail } from './rail'
import { ThemeProvider } from './theme-provider'
import { TopBar } from './top-bar'

type Props = {
  readonly repos: readonly RepoView[]
  readonly now: number
  /** How many requests wait for whoever looks, and what changes with those that wait for anybody. */
  readonly waiting: { readonly count: number; readonly stamp: string }
  /** Null for nobody. */
  readonly person: PersonView | null
  /** Of the request's content policy, for the one script that a theme needs before the page is drawn. */
  readonly nonce: string | undefined
  readonly children: ReactNode
}

/** The frame of every page. */
export function AppShell({ repos, now, waiting, ...rest }: Props) {
  const { person, nonce, children } = rest
  return (
    <ThemeProvider nonce={nonce}>
      <LiveRepos initial={repos} stamp={waiting.stamp}>
        <a
          href="#page"
          className="fixed start-3 -top-20 z-50 rounded-md bg-accent-fill px-3 py-2 text-accent-on focus:top-3"
        >
          Skip to the page
        </a>
        <Rail waiting={waiting.count} />
        <TopBar now={now} person={person} />
        <main id="page" tabIndex={-1} className="shell-page outline-none">
          {children}
        </main>
      </LiveRepos>
    </ThemeProvider>
  )
}
