'use client'

import { useRouter } from 'next/navigation'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { Icon } from '../ui/icon'
import { PAGES } from './pages'
import { parseShortcut } from './parse-shortcut'
import { SEARCH_INPUT_ID } from './search-box'

const CommandPalette = lazy(() => import('./command-palette'))
const ShortcutList = lazy(() => import('./shortcut-list'))

type OpenDialog = 'palette' | 'shortcuts' | null

/** Listens for keys everywhere, and holds the two dialogs that keys open. Their code loads when first opened. */
export function CommandCenter() {
  const [open, setOpen] = useState<OpenDialog>(null)
  const router = useRouter()
  const afterG = useRef(0)

  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      const shortcut = parseShortcut(event, event.timeStamp - afterG.current < 1000)
      if (!shortcut) return
      if (shortcut.kind === 'go') {
        afterG.current = event.timeStamp
        return
      }
      event.preventDefault()
      afterG.current = 0
      if (shortcut.kind === 'page') router.push(PAGES[shortcut.index]?.href ?? '/')
      else if (shortcut.kind === 'search') document.getElementById(SEARCH_INPUT_ID)?.focus()
      else if (shortcut.kind === 'first-row')
        document.querySelector<HTMLElement>('[data-row-link]')?.focus()
      else setOpen(shortcut.kind)
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [router])

  return (
    <>
      <button
        type="button"
        onClick={() => setOpen('palette')}
        aria-label="Command palette"
        aria-keyshortcuts="Control+K Meta+K"
        title="Command palette (Ctrl K)"
        className="hidden size-8 place-items-center rounded-md text-text-soft hover:bg-raised hover:text-text md:grid"
      >
        <Icon name="command" />
      </button>
      <Suspense>
        {open === 'palette' ? <CommandPalette onClose={() => setOpen(null)} /> : null}
        {open === 'shortcuts' ? <ShortcutList onClose={() => setOpen(null)} /> : null}
      </Suspense>
    </>
  )
}
