'use client'

import { useRouter } from 'next/navigation'
import { lazy, startTransition, useEffect, useRef, useState } from 'react'
import type { RepoView } from '@/lib/views/repo'
import { DrawnByServer } from '../ui/drawn-by-server'
import { hashRepos, type RepoHashes } from './hash-repos'
import { listen } from './listen'
import { tellRepos } from './live-repos'
import type { SyncSummary } from './sync-summary'

const SyncIndicator = lazy(() => import('./sync-indicator'))

/** The hashes and the summary that keep a page current, independent of the number of repositories. */
export type SyncState = {
  readonly summary: SyncSummary
  readonly repos: RepoHashes
  /** Changes with the requests that wait for approval. */
  readonly stamp: string
}

type Props = { readonly sync: SyncState; readonly now: number }

/** How long the server-rendered age of the index may stay, in milliseconds. */
const FRESH_MS = 60_000

/** In this time the stream has told everything that a page may know already, in milliseconds. */
const SETTLE_MS = 3_000

/** Keeps pages current: when a sync changes a repository, or a request is new or decided, the page is refreshed. Shows
 *  the state of the repositories, rendered by the server until it changes. */
export function LiveSync({ sync, now }: Props) {
  const shown = useRef(sync)
  const tellAgain = useRef(() => {})
  const router = useRouter()
  const [told, setTold] = useState<readonly RepoView[] | null>(null)
  const [age, setAge] = useState(0)
  const [page, setPage] = useState(sync)
  if (page !== sync) {
    setPage(sync)
    setTold(null)
  }

  useEffect(() => {
    shown.current = sync
    const timer = setTimeout(() => startTransition(() => setAge((age) => age + 1)), FRESH_MS)
    // The stream may have overtaken the page, and then has nothing more to tell.
    const settle = setTimeout(() => tellAgain.current(), SETTLE_MS)
    return () => {
      clearTimeout(timer)
      clearTimeout(settle)
    }
  }, [sync])

  useEffect(() => {
    let latest: readonly RepoView[] | null = null
    let { stamp } = shown.current
    function tell(repos: readonly RepoView[]) {
      latest = repos
      tellRepos(repos)
      startTransition(() => setTold(repos))
      hold({ repos: hashRepos(repos) })
    }
    function hold(part: Partial<SyncState>) {
      const before = shown.current
      const after = { ...before, ...part }
      shown.current = after
      const isSame = after.repos.content === before.repos.content && after.stamp === before.stamp
      if (!isSame) router.refresh()
    }
    tellAgain.current = () => {
      if (latest === null || document.hidden) return
      tell(latest)
      hold({ stamp })
    }
    /** A stream that has ended or is broken knows less than the page. */
    function forget() {
      latest = null
    }
    return listen({
      message: (data) => tell(JSON.parse(data)),
      changed: (data) => tell(replaceRepos(latest ?? [], JSON.parse(data))),
      waiting: (data) => {
        stamp = data
        hold({ stamp })
      },
      ended: () => {
        forget()
        router.refresh()
      },
      error: forget,
    })
  }, [router])

  const { state } = told ? hashRepos(told) : sync.repos
  return (
    <DrawnByServer content={`${state} ${age}`} className="flex">
      <SyncIndicator repos={told} summary={sync.summary} now={now} />
    </DrawnByServer>
  )
}

/** The list with the repositories that changed in their places. */
function replaceRepos(
  repos: readonly RepoView[],
  changed: readonly RepoView[],
): readonly RepoView[] {
  const bySlug = new Map(changed.map((repo) => [repo.slug, repo]))
  return repos.map((repo) => bySlug.get(repo.slug) ?? repo)
}
