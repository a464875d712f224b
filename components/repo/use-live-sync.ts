'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import type { RepoView } from '@/lib/index/views'
import { listen } from './listen'
import { tellRepos } from './live-repos'
import { fingerprintRepos, type SyncSummary, summariseSync } from './sync-summary'

/** What a page has to know to be kept current, whatever the number of repositories. */
export type SyncState = {
  readonly summary: SyncSummary
  readonly repos: number
  /** Changes with the requests that wait for approval. */
  readonly stamp: string
}

/** Keeps what pages show current: when a sync changed a repository, or a request is new or decided, the page is read
 *  again. Returns how the repositories stand. */
export function useLiveSync(withPage: SyncState): SyncSummary {
  const [summary, setSummary] = useState(withPage.summary)
  const [page, setPage] = useState(withPage)
  const shown = useRef(withPage)
  const router = useRouter()
  if (page !== withPage) {
    setPage(withPage)
    setSummary(withPage.summary)
  }

  useEffect(() => {
    shown.current = withPage
  }, [withPage])

  useEffect(() => {
    function hold(part: Partial<SyncState>) {
      const { repos, stamp } = shown.current
      shown.current = { ...shown.current, ...part }
      if (repos !== shown.current.repos || stamp !== shown.current.stamp) router.refresh()
    }
    return listen({
      message: (data) => {
        const repos: readonly RepoView[] = JSON.parse(data)
        tellRepos(repos)
        setSummary(summariseSync(repos))
        hold({ repos: fingerprintRepos(repos) })
      },
      waiting: (data) => hold({ stamp: data }),
      ended: () => router.refresh(),
    })
  }, [router])

  return summary
}
