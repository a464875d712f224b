'use client'

import { Fragment } from 'react'
import { Dialog } from '../ui/dialog'
import { Kbd } from '../ui/kbd'
import { PAGES } from './pages'

const SHORTCUTS: readonly { readonly keys: readonly string[]; readonly does: string }[] = [
  { keys: ['Ctrl', 'K'], does: 'Open the command palette (⌘ K on a Mac)' },
  { keys: ['/'], does: 'Search models' },
  { keys: ['?'], does: 'Show this list' },
  ...PAGES.map((page) => ({ keys: ['g', page.key], does: `Go to ${page.label}` })),
  { keys: ['j'], does: 'Go to the first row of a list' },
  { keys: ['↑', '↓'], does: 'Move between rows' },
  { keys: ['←', '→'], does: 'Move between the details of a row, and read them' },
  { keys: ['Home', 'End'], does: 'First and last row' },
  { keys: ['Enter'], does: 'Open the row' },
  { keys: ['x'], does: 'Select the row of a model' },
  { keys: ['Esc'], does: 'Close a dialog or a sheet' },
]

/** All keyboard shortcuts. */
export default function ShortcutList({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog title="Keyboard shortcuts" onClose={onClose} heading="seen">
      <dl className="grid grid-cols-[auto_1fr] items-center gap-x-6 gap-y-2 overflow-y-auto p-4">
        {SHORTCUTS.map(({ keys, does }) => (
          <Fragment key={does}>
            <dt className="flex gap-1">
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dt>
            <dd className="text-text-soft">{does}</dd>
          </Fragment>
        ))}
      </dl>
    </Dialog>
  )
}
