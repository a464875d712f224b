import type { Metadata, Viewport } from 'next'
import localFont from 'next/font/local'
import { headers } from 'next/headers'
import type { ReactNode } from 'react'
import type { PersonView } from '@/components/account/person-menu'
import { hashRepos } from '@/components/repo/hash-repos'
import { summariseSync } from '@/components/repo/sync-summary'
import { AppShell, BareShell } from '@/components/shell/app-shell'
import { type FrameFacts, RIGHTS } from '@/components/shell/frame-facts'
import { THEME_SCRIPT } from '@/components/shell/theme'
import type { Actor } from '@/lib/auth/actor'
import { findActor, findSignedIn } from '@/lib/auth/find-actor'
import { decidePermission } from '@/lib/auth/permissions'
import {
  isOpenPage,
  isSignInPage,
  readPath,
  redirectToSignIn,
} from '@/lib/auth/redirect-to-sign-in'
import { findViewer } from '@/lib/auth/viewer'
import { getConfig } from '@/lib/config/get-config'
import type { Viewer } from '@/lib/index/read/viewer'
import { readWaiting } from '@/lib/promote/entry-point'
import { readRepos } from './read-repos'
import { readRailViews } from './views/read-rail-views'
import '@fontsource-variable/inter/wght.css'
import '@fontsource-variable/jetbrains-mono/wght.css'
import './globals.css'

/** Every page is rendered per request from the current index. */
export const dynamic = 'force-dynamic'

export const metadata: Metadata = {
  title: { default: 'Signet', template: '%s · Signet' },
  description: 'The model registry in your Git repositories',
}

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fafafb' },
    { media: '(prefers-color-scheme: dark)', color: '#0c0d0f' },
  ],
}

/* The Latin part is fetched ahead and its fallback has the same measures, so that nothing moves when it arrives;
   other scripts come from the packages' stylesheets when a page needs them. */
const inter = localFont({
  src: '../node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2',
  weight: '100 900',
  variable: '--font-latin',
})
const jetbrainsMono = localFont({
  src: '../node_modules/@fontsource-variable/jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2',
  weight: '100 800',
  variable: '--font-code',
})

export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  const viewer = await findViewer()
  if (viewer === null && !(await isSignInPage())) {
    // After a session has ended, every answer to an open page would be this redirect, and the page would retry forever.
    return (await isOpenPage()) ? <OnlyReload /> : redirectToSignIn()
  }
  const nonce = (await headers()).get('x-nonce') ?? undefined
  return (
    <html
      lang="en"
      suppressHydrationWarning
      className={`${inter.variable} ${jetbrainsMono.variable}`}
    >
      <body>
        <script nonce={nonce} suppressHydrationWarning>
          {THEME_SCRIPT}
        </script>
        {viewer === null ? (
          <BareShell>{children}</BareShell>
        ) : (
          <AppShell {...(await readFrame(viewer))}>{children}</AppShell>
        )}
      </body>
    </html>
  )
}

/** Makes the browser reload the whole page. */
function OnlyReload() {
  return (
    <html lang="en">
      <body>
        <meta httpEquiv="refresh" content="0" />
      </body>
    </html>
  )
}

/** What the frame of every page shows. */
async function readFrame(viewer: Viewer) {
  const actor = await findActor()
  const [repos, waiting, views, person] = await Promise.all([
    readRepos(),
    readWaiting(viewer, actor),
    readRailViews(actor),
    findPerson(),
  ])
  const facts = buildFacts(actor, person)
  const { stamp } = waiting
  const sync = { summary: summariseSync(repos), repos: hashRepos(repos), stamp }
  return {
    url: await readUrl(),
    sync,
    now: Date.now(),
    waiting: waiting.count,
    views,
    person,
    facts,
  }
}

/** What keys and the palette offer. */
function buildFacts(actor: Actor | null, person: PersonView | null): FrameFacts {
  return {
    isSignedIn: person !== null,
    may: RIGHTS.filter((right) => decidePermission(actor, right) === 'yes'),
    stages: getConfig().stageOrder,
  }
}

/** The address of the page; its host is not known. */
async function readUrl(): Promise<URL> {
  return new URL(`http://localhost${(await readPath()) ?? '/'}`)
}

async function findPerson(): Promise<PersonView | null> {
  const signedIn = await findSignedIn()
  return signedIn && { name: signedIn.person.name, role: signedIn.actor?.role ?? null }
}
