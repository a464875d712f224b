'use client'

import { startTransition, useEffect, useState } from 'react'
import type { RepoView } from '@/lib/views/repo'

type Repos = readonly RepoView[]

const listeners = new Set<(repos: Repos) => void>()

/** Passes on the list of repositories from the server. */
export function tellRepos(repos: Repos): void {
  for (const listener of listeners) listener(repos)
}

/** The latest list of repositories from the server: with the page, or since then. */
export function useLiveRepos(withPage: Repos): Repos {
  const [page, setPage] = useState(withPage)
  const [repos, setRepos] = useState(withPage)

  useEffect(() => {
    // The component that shows them may still have to load.
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
