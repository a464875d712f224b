'use client'

import { lazy, Suspense, useEffect, useState } from 'react'
import { findLink, findQuery } from '../shell/find-target'
import type { CommandActions } from './command-answer'

const CommandDialog = lazy(() => import('./command-dialog'))

/** The addresses that commandHref formats. */
const COMMAND = /^\/promote$|^\/models\/[^/]+\/[^/]+\/commands\/[^/]+$/

/** Opens a dialog where a link or a form of the page leads to a command. Its code loads when first opened. */
export function CommandDialogs({ actions }: { readonly actions: CommandActions }) {
  const [url, setUrl] = useState<URL | null>(null)

  useEffect(() => {
    function open(event: Event) {
      const target = event instanceof SubmitEvent ? findQuery(event) : findLink(event)
      if (!target || !COMMAND.test(target.pathname) || isInDialog(event)) return
      event.preventDefault()
      setUrl(target)
    }
    // Runs before PageScript, which follows links and forms.
    document.addEventListener('click', open, true)
    document.addEventListener('submit', open, true)
    return () => {
      document.removeEventListener('click', open, true)
      document.removeEventListener('submit', open, true)
    }
  }, [])

  return (
    <Suspense>
      {url ? <CommandDialog url={url} actions={actions} onClose={() => setUrl(null)} /> : null}
    </Suspense>
  )
}

function isInDialog({ target }: Event): boolean {
  return target instanceof Element && target.closest('[role="dialog"]') !== null
}
