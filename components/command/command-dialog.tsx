'use client'

import { type MouseEvent, useEffect, useMemo, useRef, useState } from 'react'
import { Dialog } from '../ui/dialog'
import { type Asked, askedForm } from './asked'
import type { CommandActions, CommandAnswer } from './command-answer'
import { commandHref, commandPath } from './command-href'
import { CommandPanes } from './command-panes'
import { commandHeading } from './command-title'
import { PanesSkeleton } from './panes-skeleton'
import { parseCommandUrl } from './parse-asked'

type Props = {
  /** Where the link or the form leads that opened it. */
  readonly url: URL
  readonly actions: CommandActions
  readonly onClose: () => void
}

/** The panes of a command over the page that it was opened from. */
export default function CommandDialog({ url, ...rest }: Props) {
  const asked = useMemo(() => parseCommandUrl(url), [url])
  useEffect(() => {
    if (asked === null) window.location.assign(url)
  }, [asked, url])
  return asked && <CommandPanesDialog asked={asked} {...rest} />
}

type PanesProps = Omit<Props, 'url'> & { readonly asked: Asked }

function CommandPanesDialog({ asked, actions, onClose }: PanesProps) {
  const [first, setFirst] = useState<CommandAnswer | 'loading' | 'failed'>('loading')

  useEffect(() => {
    let wanted = true
    actions.preview(askedForm(asked)).then(
      (answer) => wanted && setFirst(answer),
      () => wanted && setFirst('failed'),
    )
    return () => {
      wanted = false
    }
  }, [asked, actions])

  const place = useRef<HTMLDivElement>(null)
  const ready = typeof first === 'object'
  useEffect(() => {
    if (!ready) return
    const fields = 'input:not([type="hidden"]), select'
    const [first] = place.current?.querySelectorAll<HTMLElement>(fields) ?? []
    const checked = place.current?.querySelector<HTMLElement>('input:checked')
    const target = checked ?? first
    target?.focus()
  }, [ready])

  return (
    <Dialog title={commandHeading(asked)} onClose={onClose} heading="seen" size="wide">
      {/* biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: only what links inside do by themselves */}
      <div ref={place} className="command" onClick={(event) => leads(event) && onClose()}>
        {first === 'loading' ? <PanesSkeleton /> : null}
        {first === 'failed' ? (
          <p className="p-5">
            The server did not answer.{' '}
            <a href={commandHref(asked)} className="text-accent underline">
              Try it on a page of its own
            </a>
            .
          </p>
        ) : null}
        {typeof first === 'object' ? (
          <CommandPanes
            first={first}
            actions={actions}
            path={commandPath(asked)}
            onClose={onClose}
          />
        ) : null}
      </div>
    </Dialog>
  )
}

/** Whether a click leads to another page in this window: the dialog must not stay over that. */
function leads({ target, ctrlKey, metaKey, shiftKey }: MouseEvent): boolean {
  return (
    target instanceof Element && target.closest('a') !== null && !(ctrlKey || metaKey || shiftKey)
  )
}
