'use client'

import { Command } from 'cmdk'
import { Box, Search } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTheme } from 'next-themes'
import { type ReactNode, useState } from 'react'
import { modelHref } from '../model/model-href'
import { Dialog } from '../ui/dialog'
import { PAGES } from './pages'
import { THEMES } from './themes'
import { useModelSearch } from './use-model-search'

/** Goes to any page or model and switches the theme, by typing. */
export default function CommandPalette({ onClose }: { readonly onClose: () => void }) {
  const [text, setText] = useState('')
  const { models, state } = useModelSearch(text)
  const { setTheme } = useTheme()
  const router = useRouter()
  const wanted = text.trim().toLowerCase()
  const fits = (label: string) => label.toLowerCase().includes(wanted)

  function run(action: () => void) {
    onClose()
    action()
  }

  return (
    <Dialog title="Command palette" onClose={onClose} heading="unseen">
      <Command shouldFilter={false} label="Command palette" loop>
        <Command.Input
          value={text}
          onValueChange={setText}
          placeholder="Go to a model or page, or switch the theme"
          className="h-12 w-full border-b border-line bg-transparent px-4 text-base outline-none placeholder:text-text-faint"
        />
        <Command.List className="max-h-[60vh] overflow-y-auto p-1.5 [&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:py-1.5 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-text-faint">
          <Command.Group heading="Models">
            {models.map((model) => (
              <Item
                key={`${model.repo}/${model.name}`}
                value={`model ${model.repo}/${model.name}`}
                icon={<Box aria-hidden />}
                onSelect={() => run(() => router.push(modelHref(model)))}
              >
                {model.name}
                <span className="ms-auto ps-3 text-xs text-text-faint">{model.repo}</span>
              </Item>
            ))}
            {wanted ? (
              <Item
                value="search"
                icon={<Search aria-hidden />}
                onSelect={() => run(() => router.push(`/?q=${encodeURIComponent(text.trim())}`))}
              >
                Search models for “{text.trim()}”
              </Item>
            ) : null}
          </Command.Group>
          <Command.Group heading="Pages">
            {PAGES.filter((page) => fits(page.label)).map(({ href, label, icon: Icon }) => (
              <Item
                key={href}
                value={`page ${href}`}
                icon={<Icon aria-hidden />}
                onSelect={() => run(() => router.push(href))}
              >
                {label}
              </Item>
            ))}
          </Command.Group>
          <Command.Group heading="Theme">
            {THEMES.filter((theme) => fits(`${theme.label} theme`)).map(
              ({ id, label, icon: Icon }) => (
                <Item
                  key={id}
                  value={`theme ${id}`}
                  icon={<Icon aria-hidden />}
                  onSelect={() => run(() => setTheme(id))}
                >
                  {label} theme
                </Item>
              ),
            )}
          </Command.Group>
        </Command.List>
        <p role="status" className="border-t border-line px-4 py-2 text-xs text-text-faint">
          {state === 'failed'
            ? 'Models could not be searched; try again in a moment.'
            : '↑ ↓ to move, Enter to open'}
        </p>
      </Command>
    </Dialog>
  )
}

type ItemProps = {
  readonly value: string
  readonly icon: ReactNode
  readonly onSelect: () => void
  readonly children: ReactNode
}

function Item({ value, icon, onSelect, children }: ItemProps) {
  return (
    <Command.Item
      value={value}
      onSelect={onSelect}
      className="flex h-9 cursor-pointer items-center gap-2.5 rounded-md px-2.5 data-[selected=true]:bg-raised [&_.lucide]:text-text-faint"
    >
      {icon}
      {children}
    </Command.Item>
  )
}
