'use client'

import { Dialog as Radix } from 'radix-ui'
import { type ReactNode, useState } from 'react'
import { Icon } from './icon'

type Props = {
  readonly title: string
  readonly onClose: () => void
  /** Called once the dialog has closed and returned the focus. */
  readonly onClosed?: () => void
  readonly children: ReactNode
  /** `seen` puts the title and a close button at the top, `unseen` leaves it to screen readers. */
  readonly heading: 'seen' | 'unseen'
  /** `wide` fills a phone and most of a larger screen. A click beside it does not close it, so no input is lost. */
  readonly size?: 'usual' | 'wide'
}

const SIZES = {
  usual: 'inset-x-4 top-[12vh] max-h-[76vh] max-w-xl rounded-xl',
  wide: 'command-dialog inset-0 flex flex-col md:inset-x-6 md:top-[6vh] md:bottom-auto md:max-h-[88vh] md:max-w-5xl md:rounded-xl',
}

/** A dialog that is open while it is rendered. It traps the focus and returns it. */
export function Dialog({ title, onClose, onClosed, children, heading, size = 'usual' }: Props) {
  const [opener] = useState(() => document.activeElement)
  return (
    <Radix.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-overlay" />
        <Radix.Content
          aria-describedby={undefined}
          onInteractOutside={(event) => (size === 'wide' ? event.preventDefault() : undefined)}
          onCloseAutoFocus={(event) => {
            // Radix would return the focus to its own trigger, which does not exist.
            event.preventDefault()
            if (opener instanceof HTMLElement) focusOrMenu(opener)
            onClosed?.()
          }}
          className={`fixed z-50 mx-auto overflow-hidden bg-surface text-text shadow-float outline-none ${SIZES[size]}`}
        >
          {heading === 'seen' ? (
            <header className="flex min-h-12 flex-none items-center gap-2 border-b border-line ps-4 pe-2">
              <Radix.Title className="min-w-0 py-2 font-medium break-words">{title}</Radix.Title>
              <Radix.Close aria-label="Close" className="icon-button ms-auto">
                <Icon name="x" />
              </Radix.Close>
            </header>
          ) : (
            <Radix.Title className="sr-only">{title}</Radix.Title>
          )}
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

/** The opener may be in a menu that has closed since; then the menu's button gets the focus. */
function focusOrMenu(opener: HTMLElement): void {
  const menu = opener.closest<HTMLDetailsElement>('details:not([open])')
  ;(menu?.querySelector('summary') ?? opener).focus()
}
