'use client'

import { useRouter } from 'next/navigation'
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from 'react'
import type { RepoView } from '@/lib/index/views'

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

/** Listens while the page is seen: browsers allow few connections to one server, shared by all of its tabs. */
function listen(handlers: Readonly<Record<string, (data: string) => void>>): () => void {
  let source: EventSource | null = null

  function follow() {
    source?.close()
    source = document.hidden ? null : new EventSource('/api/v1/repos/events')
    // Else the browser would ask again and be refused.
    source?.addEventListener('ended', ({ target }) => (target as EventSource).close())
    for (const [name, handle] of Object.entries(handlers))
      source?.addEventListener(name, (event) => handle(event.data))
  }

  follow()
  document.addEventListener('visibilitychange', follow)
  return () => {
    document.removeEventListener('visibilitychange', follow)
    source?.close()
  }
}
