import type { ReactNode } from 'react'
import { Logo } from './logo'

/** The frame for those who may not read anything yet: it says nothing of what is behind. */
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
