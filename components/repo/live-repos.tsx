'use client'

import { useRouter } from 'next/navigation'
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from 'react'
import type { RepoView } from '@/lib/index/views'
import { listen } from './listen'

const LiveReposContext = createContext<readonly RepoView[]>([])

/** The repositories as the server last told. */
export function useLiveRepos(): readonly RepoView[] {
  return useContext(LiveReposContext)
}

type Props = {
  readonly initial: readonly RepoView[]
  /** Changes with the requests that wait for approval. */
  readonly stamp: string
  readonly children: ReactNode
}

/** Keeps what pages show current: when a sync changed a repository, or a request is new or decided, the page is read again. */
export function LiveRepos({ initial, stamp, children }: Props) {
  const [repos, setRepos] = useState(initial)
  const [rendered, setRendered] = useState(initial)
  const shown = useRef({ repos: fingerprint(initial), stamp })
  const router = useRouter()
  if (rendered !== initial) {
    setRendered(initial)
    setRepos(initial)
  }

  useEffect(() => {
    shown.current = { repos: fingerprint(initial), stamp }
  }, [initial, stamp])

  useEffect(() => {
    function hold(part: Partial<typeof shown.current>) {
      const held = { ...shown.current, ...part }
      if (held.repos === shown.current.repos && held.stamp === shown.current.stamp) return
      shown.current = held
      router.refresh()
    }
    return listen({
      message: (data) => {
        const next: readonly RepoView[] = JSON.parse(data)
        setRepos(next)
        hold({ repos: fingerprint(next) })
      },
      waiting: (data) => hold({ stamp: data }),
      ended: () => router.refresh(),
    })
  }, [router])

  return <LiveReposContext value={repos}>{children}</LiveReposContext>
}

/** Changes when what pages show has changed; most syncs change nothing. */
function fingerprint(repos: readonly RepoView[]): string {
  return JSON.stringify(
    repos.map(({ slug, revision, syncedAt, error }) => [
      ...[slug, revision, syncedAt === null, error?.message ?? null],
    ]),
  )
}
