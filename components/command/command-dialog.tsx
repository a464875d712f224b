'use client'

import { type MouseEvent, useEffect, useMemo, useRef, useState } from 'react'
import { Dialog } from '../ui/dialog'
import type { CommandActions, CommandAnswer } from './command-answer'
import { type CommandForm, commandHref, commandPath, toFormData } from './command-form'
import { CommandPanes } from './command-panes'
import { commandHeading } from './command-words'
import { parseCommandUrl } from './parse-command-form'

type Props = {
  /** The address of the link or form that opened the dialog. */
  readonly url: URL
  readonly actions: CommandActions
  readonly onClose: () => void
}

/** The panes of a command in a dialog over the page. */
export default function CommandDialog({ url, ...rest }: Props) {
  const form = useMemo(() => parseCommandUrl(url), [url])
  useEffect(() => {
    if (form === null) window.location.assign(url)
  }, [form, url])
  return form && <CommandPanesDialog form={form} {...rest} />
}

type PanesProps = Omit<Props, 'url'> & { readonly form: CommandForm }

function CommandPanesDialog({ form, actions, onClose }: PanesProps) {
  const [first, setFirst] = useState<CommandAnswer | 'loading' | 'failed'>('loading')

  useEffect(() => {
    let wanted = true
    actions.preview(toFormData(form)).then(
      (answer) => wanted && setFirst(answer),
      () => wanted && setFirst('failed'),
    )
    return () => {
      wanted = false
    }
  }, [form, actions])

  const place = useRef<HTMLDivElement>(null)
  const ready = typeof first === 'object'
  // The server names the models of a search.
  const shown = typeof first === 'object' ? first.form : form
  useEffect(() => {
    if (!ready) return
    const fields = 'input:not([type="hidden"]), select'
    const [first] = place.current?.querySelectorAll<HTMLElement>(fields) ?? []
    const checked = place.current?.querySelector<HTMLElement>('input:checked')
    const target = checked ?? first
    target?.focus()
  }, [ready])

  return (
    <Dialog title={commandHeading(shown)} onClose={onClose} heading="seen" size="wide">
      {/* biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: only follows links inside */}
      <div ref={place} className="command" onClick={(event) => followsLink(event) && onClose()}>
        {first === 'loading' ? <PanesSkeleton /> : null}
        {first === 'failed' ? (
          <p className="p-5">
            The server did not answer.{' '}
            <a href={commandHref(form)} className="text-accent underline">
              Open the command on its own page
            </a>
            .
          </p>
        ) : null}
        {typeof first === 'object' ? (
          <CommandPanes
            first={first}
            actions={actions}
            path={commandPath(shown)}
            onClose={onClose}
          />
        ) : null}
      </div>
    </Dialog>
  )
}

/** Whether a click opens another page in this window, so that the dialog has to close. */
function followsLink({ target, ctrlKey, metaKey, shiftKey }: MouseEvent): boolean {
  return (
    target instanceof Element && target.closest('a') !== null && !(ctrlKey || metaKey || shiftKey)
  )
}

const LINES = ['w-64', 'w-48', 'w-72', 'w-56', 'w-40', 'w-60', 'w-52', 'w-44']

/** The panes while the server reads the remote. */
function PanesSkeleton() {
  return (
    <div aria-busy="true">
      <p role="status" className="sr-only">
        Reading the remote
      </p>
      <div className="command-panes">
        <div className="command-form">
          <Bone className="h-3.5 w-16" />
          <Bone className="h-9 w-full" />
          <Bone className="h-9 w-full" />
          <Bone className="h-9 w-full" />
          <Bone className="h-8 w-full" />
        </div>
        <div className="command-preview flex flex-col gap-4">
          {LINES.map((width) => (
            <Bone key={width} className={`h-4 max-w-full ${width}`} />
          ))}
        </div>
      </div>
    </div>
  )
}

/** A grey shape where text will be. `className` gives its size. */
function Bone({ className }: { readonly className: string }) {
  return <span aria-hidden className={`bone ${className}`} />
}
