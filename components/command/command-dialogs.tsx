'use client'

import { createContext, lazy, type ReactNode, Suspense, useContext, useState } from 'react'
import type { Asked } from './asked'
import type { CommandActions } from './command-answer'

const CommandDialog = lazy(() => import('./command-dialog'))

const OpenCommand = createContext<((asked: Asked) => void) | null>(null)

/** Opens the dialog of a command; null where the page has none, and links lead to the plain page. */
export function useOpenCommand(): ((asked: Asked) => void) | null {
  return useContext(OpenCommand)
}

type Props = { readonly actions: CommandActions; readonly children: ReactNode }

/** Lets links below open the dialog in which commands are given. Its code loads when first opened. */
export function CommandDialogs({ actions, children }: Props) {
  const [asked, setAsked] = useState<Asked | null>(null)
  return (
    <OpenCommand value={setAsked}>
      {children}
      <Suspense>
        {asked ? (
          <CommandDialog asked={asked} actions={actions} onClose={() => setAsked(null)} />
        ) : null}
      </Suspense>
    </OpenCommand>
  )
}
