'use client'

import { useActionState, useEffect, useRef, useState } from 'react'
import type { RepoView } from '@/lib/views/repo'
import { buttonClass } from '../ui/button-class'
import { Icon } from '../ui/icon'
import { UntrustedText } from '../ui/untrusted-text'
import { offerSync } from './ask-sync'
import { type AskedSync, findSyncOutcome, type SyncOutcome } from './sync-outcome'

export type SyncAnswer =
  | { readonly kind: 'queued' | 'already-queued'; readonly asked: AskedSync }
  | { readonly kind: 'unknown-repo' | 'not-allowed' }

/** Parses the form's `slug` and requests a sync. */
export type SyncAction = (before: SyncAnswer | null, form: FormData) => Promise<SyncAnswer>

const WORDS = {
  queued: 'Sync requested',
  'already-queued': 'A sync is already queued',
  'unknown-repo': 'This repository is no longer connected',
  'not-allowed': 'Your role no longer allows this',
} satisfies Record<SyncAnswer['kind'], string>

/** How long what a sync has found is shown beside the button, in milliseconds. */
const SAID_FOR = 20_000

type Props = { readonly repo: RepoView; readonly action: SyncAction }

/** Requests a sync of a repository, and says what it has found. */
export function SyncButton({ repo, action }: Props) {
  const [answer, formAction, pending] = useActionState(action, null)
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => offerSync(repo.slug, () => form.current?.requestSubmit()), [repo.slug])
  return (
    <form ref={form} action={formAction} className="flex flex-wrap items-center justify-end gap-2">
      <input type="hidden" name="slug" value={repo.slug} />
      <span role="status" className="text-xs text-text-soft empty:hidden">
        {answer && !pending ? <Said answer={answer} repo={repo} /> : null}
      </span>
      <button type="submit" aria-disabled={pending} className={buttonClass('outline')}>
        <Icon name="refresh-cw" className={pending ? 'motion-safe:animate-spin' : ''} />
        Sync now
        <span className="sr-only"> {repo.slug}</span>
      </button>
    </form>
  )
}

type SaidProps = { readonly answer: SyncAnswer; readonly repo: RepoView }

/** The answer to the request, then what the sync has found, for a while. */
function Said({ answer, repo }: SaidProps) {
  const asked = 'asked' in answer ? answer.asked : null
  const outcome = useOutcome(asked, repo)
  const isEnd = asked === null || outcome !== null
  const [goneAnswer, setGone] = useState<SyncAnswer | null>(null)

  useEffect(() => {
    if (!isEnd) return
    const timer = setTimeout(() => setGone(answer), SAID_FOR)
    return () => clearTimeout(timer)
  }, [isEnd, answer])

  if (goneAnswer === answer) return null
  if (outcome?.kind === 'synced') return `Synced: ${outcome.text}`
  if (outcome)
    return (
      <>
        The sync failed: <UntrustedText text={outcome.text} max={200} />
      </>
    )
  return (
    <>
      {WORDS[answer.kind]}
      {asked ? (
        <span className="not-noscript:hidden">. Load the page again to see what it found.</span>
      ) : null}
    </>
  )
}

/** The outcome of the requested sync. Later syncs do not change it. */
function useOutcome(asked: AskedSync | null, repo: RepoView): SyncOutcome | null {
  const [kept, setKept] = useState<{ asked: AskedSync; outcome: SyncOutcome } | null>(null)
  if (asked === null) return null
  if (kept?.asked.at === asked.at) return kept.outcome
  const outcome = findSyncOutcome(asked, repo)
  if (outcome) setKept({ asked, outcome })
  return outcome
}
