'use client'

import { startTransition, useEffect, useState } from 'react'
import type { RepoView } from '@/lib/views/repo'

type Repos = readonly RepoView[]

const listeners = new Set<(repos: Repos) => void>()

/** Passes on what the server says of the repositories. */
export function tellRepos(repos: Repos): void {
  for (const listener of listeners) listener(repos)
}

/** The repositories as the server last told: with the page, or since then. */
export function useLiveRepos(withPage: Repos): Repos {
  const [page, setPage] = useState(withPage)
  const [repos, setRepos] = useState(withPage)

  useEffect(() => {
    // What shows them may have to be loaded first.
    const listener = (told: Repos) => startTransition(() => setRepos(told))
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
    }
  }, [])

  if (page === withPage) return repos
  setPage(withPage)
  setRepos(withPage)
  return withPage
}
