'use client'

import { useState, useSyncExternalStore } from 'react'
import type { RepoView } from '@/lib/index/views'

type Repos = readonly RepoView[]

let told: Repos | null = null
const listeners = new Set<() => void>()

/** Passes on what the server says of the repositories. */
export function tellRepos(repos: Repos): void {
  told = repos
  for (const listener of listeners) listener()
}

/** The repositories as the server last told: with the page, or since then. */
export function useLiveRepos(withPage: Repos): Repos {
  const newest = useSyncExternalStore(subscribe, readTold, readNothing)
  const [page, setPage] = useState({ repos: withPage, told: newest })
  if (page.repos === withPage) return newest === null || newest === page.told ? withPage : newest
  setPage({ repos: withPage, told: newest })
  return withPage
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function readTold(): Repos | null {
  return told
}

function readNothing(): null {
  return null
}
