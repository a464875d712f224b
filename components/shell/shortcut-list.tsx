'use client'

import { Fragment } from 'react'
import { Dialog } from '../ui/dialog'
import { Kbd } from '../ui/kbd'
import { SHORTCUTS, type Shortcut } from './shortcuts'

/** All keyboard shortcuts. */
export default function ShortcutList({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog title="Keyboard shortcuts" onClose={onClose} heading="seen">
      <dl
        tabIndex={0}
        className="grid max-h-[calc(76vh-3rem)] grid-cols-[auto_1fr] items-center gap-x-6 gap-y-2 overflow-y-auto p-4"
      >
        {SHORTCUTS.map((shortcut) => (
          <Fragment key={shortcut.says}>
            <dt className="flex gap-1">
              {listKeys(shortcut).map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dt>
            <dd className="text-text-soft">{shortcut.says}</dd>
          </Fragment>
        ))}
      </dl>
    </Dialog>
  )
}

const NAMES: Readonly<Record<string, string>> = {
  ArrowDown: '↓',
  ArrowUp: '↑',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
}

function listKeys({ keys, with: held }: Shortcut): readonly string[] {
  if (held === 'Control') return ['Ctrl', ...keys.map((key) => key.toUpperCase())]
  return [...(held ? [held] : []), ...keys.map((key) => NAMES[key] ?? key)]
}
