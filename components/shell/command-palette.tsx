'use client'

import { Command } from 'cmdk'
import { usePathname, useRouter } from 'next/navigation'
import { useState } from 'react'
import { Dialog } from '../ui/dialog'
import { Icon } from '../ui/icon'
import { findOpenModel, parsePaletteText } from './palette-actions'
import { type PaletteGroup, paletteGroups } from './palette-groups'
import { pickTheme } from './theme'
import { useModelSearch } from './use-model-search'

/** Opens any page or model, starts any action, and switches the theme, by typing. */
export default function CommandPalette({ onClose }: { readonly onClose: () => void }) {
  const [text, setText] = useState('')
  const [picked, setPicked] = useState('')
  const query = parsePaletteText(text)
  const { models, state } = useModelSearch(query.words)
  const open = findOpenModel(usePathname())
  const router = useRouter()
  const groups = paletteGroups(query, models, open)
  const items = groups.flatMap((group) => group.items)
  const current = items.some((item) => item.id === picked) ? picked : (items[0]?.id ?? '')

  function run(item: PaletteGroup['items'][number]) {
    onClose()
    if (item.does.kind === 'go') router.push(item.does.href)
    else pickTheme(item.does.theme)
  }

  return (
    <Dialog title="Command palette" onClose={onClose} heading="unseen">
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
          placeholder="Go to a model or page, or type promote and a model"
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
                  className="flex h-9 cursor-pointer items-center gap-2.5 rounded-md px-2.5 data-[selected=true]:bg-raised [&_.icon]:text-text-soft"
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
