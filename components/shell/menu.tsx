'use client'

import { Menu as Radix } from 'radix-ui/internal'
import { type FocusEvent, useLayoutEffect, useRef, useState } from 'react'
import { Icon } from '../ui/icon'
import { closePanel, type MenuContent, type MenuEntry } from './read-menu'

type Props = {
  /** The button of the plain menu, which this one replaces. */
  readonly opener: HTMLElement
  readonly panel: HTMLElement
  readonly content: MenuContent
  /** Whether the first item has the focus at once: for those who opened the menu with a key. */
  readonly focus: 'first' | 'menu'
  readonly onClose: () => void
}

/** A menu with the items of a plain one: arrow keys, first letters, Escape. Choosing an item clicks the plain one. */
export default function Menu({ opener, panel, content, focus, onClose }: Props) {
  const anchor = useRef(opener)
  const chosen = useRef<HTMLElement | null>(null)
  const entered = useRef(focus === 'menu')
  const left = useRef(false)
  useMark(opener, panel)

  function enter({ target, currentTarget }: FocusEvent<HTMLElement>) {
    if (entered.current || target !== currentTarget) return
    entered.current = true
    currentTarget.querySelector<HTMLElement>('[role^="menuitem"]')?.focus()
  }

  return (
    <Radix.Root open modal={false} onOpenChange={onClose}>
      <Radix.Anchor virtualRef={anchor} />
      <Radix.Portal>
        <Radix.Content
          aria-label={content.name}
          align="end"
          sideOffset={4}
          collisionPadding={8}
          loop
          onFocus={enter}
          onInteractOutside={(event) => {
            // A press of the button closes the menu itself.
            if (event.target instanceof Node && opener.contains(event.target))
              event.preventDefault()
            else left.current = true
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            if (!left.current) opener.focus()
            chosen.current?.click()
          }}
          className={`z-30 rounded-lg bg-surface text-text shadow-float outline-none ${opener.dataset.menu}`}
        >
          <Heading heading={content.heading} />
          {content.entries.map((entry) => (
            <Entry
              key={entry.label}
              entry={entry}
              onChoose={(element) => {
                chosen.current = element
              }}
            />
          ))}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

/** Closes the plain menu once this one is there, and marks the button as open. */
function useMark(opener: HTMLElement, panel: HTMLElement): void {
  useLayoutEffect(() => {
    closePanel(panel)
    opener.dataset.open = ''
    if (opener instanceof HTMLButtonElement) opener.ariaExpanded = 'true'
    return () => {
      delete opener.dataset.open
      opener.ariaExpanded = null
    }
  }, [opener, panel])
}

function Heading({ heading }: Pick<MenuContent, 'heading'>) {
  if (heading === null) return null
  return (
    <Radix.Label className="px-2 pt-1 pb-2">
      <bdi className="block truncate font-medium">{heading.title}</bdi>
      <span className="text-xs text-text-soft">{heading.aside}</span>
    </Radix.Label>
  )
}

type EntryProps = {
  readonly entry: MenuEntry
  readonly onChoose: (element: HTMLElement) => void
}

function Entry({ entry, onChoose }: EntryProps) {
  const [isAsked, setAsked] = useState(false)
  const { label, icon, tone, checked, element, confirms } = entry
  const look = `option outline-none data-[highlighted]:bg-sunken ${tone === 'danger' ? 'option-danger' : ''}`
  const shown = (
    <>
      {icon ? <Icon name={icon} /> : null}
      {label}
    </>
  )
  if (checked !== null)
    return (
      <Radix.CheckboxItem
        role="menuitemradio"
        checked={checked}
        onSelect={() => onChoose(element)}
        className={`${look} data-[state=checked]:bg-accent-soft`}
      >
        {shown}
      </Radix.CheckboxItem>
    )
  if (confirms.length === 0)
    return (
      <Radix.Item onSelect={() => onChoose(element)} className={look}>
        {shown}
      </Radix.Item>
    )
  return (
    <>
      <Radix.Item
        aria-expanded={isAsked}
        onSelect={(event) => {
          event.preventDefault()
          setAsked(true)
        }}
        className={look}
      >
        {shown}
      </Radix.Item>
      {isAsked
        ? confirms.map((one) => <Entry key={one.label} entry={one} onChoose={onChoose} />)
        : null}
    </>
  )
}
