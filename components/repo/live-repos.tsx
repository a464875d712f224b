'use client'

import { useRouter } from 'next/navigation'
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from 'react'
import type { RepoView } from '@/lib/index/views'

const LiveReposContext = createContext<readonly RepoView[]>([])

/** The repositories as the server last told. */
export function useLiveRepos(): readonly RepoView[] {
  return useContext(LiveReposContext)
}

type Props = { readonly initial: readonly RepoView[]; readonly children: ReactNode }

/** Keeps what pages show of repositories current. When a sync changed one, the page is read again. */
export function LiveRepos({ initial, children }: Props) {
  const [repos, setRepos] = useState(initial)
  const [rendered, setRendered] = useState(initial)
  const shown = useRef(fingerprint(initial))
  const router = useRouter()
  if (rendered !== initial) {
    setRendered(initial)
    setRepos(initial)
  }

  useEffect(() => {
    shown.current = fingerprint(initial)
  }, [initial])

  useEffect(
    () =>
      listen((next) => {
        setRepos(next)
        const held = fingerprint(next)
        if (held === shown.current) return
        shown.current = held
        router.refresh()
      }),
    [router],
  )

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
function listen(onRepos: (repos: readonly RepoView[]) => void): () => void {
  let source: EventSource | null = null

  function follow() {
    source?.close()
    source = document.hidden ? null : new EventSource('/api/v1/repos/events')
    source?.addEventListener('message', (event) => onRepos(JSON.parse(event.data)))
  }

  follow()
  document.addEventListener('visibilitychange', follow)
  return () => {
    document.removeEventListener('visibilitychange', follow)
    source?.close()
  }
}
