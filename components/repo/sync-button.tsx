'use client'

import { useActionState, useEffect, useState } from 'react'
import { buttonClass } from '../ui/button-class'
import { Icon } from '../ui/icon'

export type SyncAnswer = 'queued' | 'already-queued' | 'unknown-repo' | 'not-allowed'

/** Parses the form's `slug` and requests a sync. */
export type SyncAction = (before: SyncAnswer | null, form: FormData) => Promise<SyncAnswer>

const WORDS = {
  queued: 'Sync requested',
  'already-queued': 'A sync is already queued',
  'unknown-repo': 'This repository is no longer connected',
  'not-allowed': 'Your role no longer allows this',
} satisfies Record<SyncAnswer, string>

/** How long the answer is shown beside the button, in milliseconds. */
const SAID_FOR = 5000

type Props = { readonly slug: string; readonly action: SyncAction }

/** Requests a sync of a repository. */
export function SyncButton({ slug, action }: Props) {
  const [answer, formAction, pending] = useActionState(action, null)
  const [said, setSaid] = useState(answer !== null)

  useEffect(() => {
    if (pending || answer === null) return
    setSaid(true)
    const timer = setTimeout(() => setSaid(false), SAID_FOR)
    return () => clearTimeout(timer)
  }, [pending, answer])

  return (
    <form action={formAction} className="flex items-center gap-2">
      <input type="hidden" name="slug" value={slug} />
      <span role="status" className="text-xs text-text-soft empty:hidden">
        {answer && said ? WORDS[answer] : ''}
      </span>
      <button type="submit" aria-disabled={pending} className={buttonClass('outline')}>
        <Icon name="refresh-cw" className={pending ? 'motion-safe:animate-spin' : ''} />
        Sync now
        <span className="sr-only"> {slug}</span>
      </button>
    </form>
  )
}
