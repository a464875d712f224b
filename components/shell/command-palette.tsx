'use client'

import { Command } from 'cmdk'
import { usePathname } from 'next/navigation'
import { useRef, useState } from 'react'
import { askSync } from '../repo/ask-sync'
import { Dialog } from '../ui/dialog'
import { Icon } from '../ui/icon'
import { followAddress } from './follow'
import { readFrameFacts } from './frame-facts'
import { paletteGroups } from './palette-groups'
import type { PaletteItem } from './palette-item'
import { parsePaletteText } from './palette-text'
import { findPlace } from './place'
import { pickTheme } from './theme'
import { useModelSearch } from './use-model-search'
import { useRegistryNames } from './use-registry-names'

/** Opens any page or model, starts any action, and switches the theme, by typing. */
export default function CommandPalette({ onClose }: { readonly onClose: () => void }) {
  const [text, setText] = useState('')
  const [picked, setPicked] = useState('')
  const chosen = useRef<PaletteItem | null>(null)
  const [facts] = useState(readFrameFacts)
  const { stages, repos, views } = useRegistryNames(facts)
  const parsed = parsePaletteText(text, { stages, may: facts.may })
  const { models, state } = useModelSearch(parsed.words)
  const place = findPlace(usePathname())
  const groups = paletteGroups(parsed, {
    text: text.trim(),
    models,
    state,
    repos,
    views,
    place,
    facts,
  })
  const items = groups.flatMap((group) => group.items)
  const current = items.some((item) => item.id === picked) ? picked : (items[0]?.id ?? '')

  function run(item: PaletteItem) {
    chosen.current = item
    onClose()
  }

  return (
    <Dialog
      title="Command palette"
      onClose={onClose}
      onClosed={() => chosen.current && perform(chosen.current)}
      heading="unseen"
    >
      <Command
        shouldFilter={false}
        label="Command palette"
        loop
        value={current}
        onValueChange={setPicked}
      >
        <Command.Input
          value={text}
          onValueChange={setText}
          placeholder="Go to a model or page, or type: promote churn to production"
          className="h-12 w-full border-b border-line bg-transparent px-4 text-base outline-none placeholder:text-text-faint"
        />
        <Command.List className="max-h-[60vh] overflow-y-auto p-1.5">
          {groups.map((group) => (
            <Command.Group
              key={group.title}
              heading={group.title}
              className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:py-1.5 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-text-faint"
            >
              {group.items.map((item) => (
                <Command.Item
                  key={item.id}
                  value={item.id}
                  onSelect={() => run(item)}
                  className={`flex h-9 cursor-pointer items-center gap-2.5 rounded-md px-2.5 data-[selected=true]:bg-raised ${item.tone === 'danger' ? 'text-danger' : '[&_.icon]:text-text-soft'}`}
                >
                  <Icon name={item.icon} />
                  <bdi className="truncate">{item.label}</bdi>
                  <span className="ms-auto text-xs text-text-soft">{item.aside}</span>
                </Command.Item>
              ))}
            </Command.Group>
          ))}
        </Command.List>
        <p role="status" className="border-t border-line px-4 py-2 text-xs text-text-faint">
          {state === 'failed'
            ? 'Models could not be searched; try again in a moment.'
            : '↑ ↓ to move, Enter to open, Esc to close'}
        </p>
      </Command>
    </Dialog>
  )
}

/** Does what an item says. The palette is closed, so that a dialog of the page may open. */
function perform({ does }: PaletteItem): void {
  if (does.kind === 'theme') pickTheme(does.theme)
  else if (does.kind === 'go') followAddress(does.href)
  else if (does.kind === 'sign-out') document.querySelector<HTMLElement>(SIGN_OUT)?.click()
  else if (askSync(does.slug) === 'waits') followAddress(`/repos/${encodeURIComponent(does.slug)}`)
}

const SIGN_OUT = 'form[action="/api/auth/sign-out"] button:not([name])'
