'use client'

import { ThemeProvider as NextThemes } from 'next-themes'
import type { ReactNode } from 'react'

type Props = { readonly nonce: string | undefined; readonly children: ReactNode }

/** Follows the system until someone picks a theme. It sets `color-scheme`, which the tokens follow. */
export function ThemeProvider({ nonce, children }: Props) {
  return (
    <NextThemes
      attribute="data-theme"
      defaultTheme="system"
      enableSystem
      disableTransitionOnChange
      nonce={nonce}
    >
      {children}
    </NextThemes>
  )
}
