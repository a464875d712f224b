import type { ReactNode } from 'react'
import { Logo } from './logo'
import { ThemeProvider } from './theme-provider'

type Props = { readonly nonce: string | undefined; readonly children: ReactNode }

/** The frame for those who may not read anything yet: it says nothing of what is behind. */
export function BareShell({ nonce, children }: Props) {
  return (
    <ThemeProvider nonce={nonce}>
      <div className="flex min-h-dvh flex-col">
        <p className="flex h-12 items-center gap-2 px-5 font-semibold">
          <Logo />
          Signet
        </p>
        <main id="page" className="flex-1 px-4 pb-8">
          {children}
        </main>
      </div>
    </ThemeProvider>
  )
}
