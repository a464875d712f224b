'use client'

import { useEffect, useState } from 'react'
import type { ModelPage } from '@/lib/views/model'
import type { RepoView } from '@/lib/views/repo'
import type { SavedView } from '@/lib/views/saved-view'
import type { FrameFacts } from './frame-facts'
import { fetchViews } from './saved-searches'

type Names = {
  readonly stages: readonly string[]
  readonly repos: readonly string[]
  readonly views: readonly SavedView[]
}

/** The names of all stages, of the repositories for those who may sync them, and of saved views, once they are known. */
export function useRegistryNames({ stages, may }: Pick<FrameFacts, 'stages' | 'may'>): Names {
  const [held, setHeld] = useState<readonly string[]>([])
  const [repos, setRepos] = useState<readonly string[]>([])

  const [views, setViews] = useState<readonly SavedView[]>([])

  const maySync = may.includes('sync')

  useEffect(() => {
    const control = new AbortController()
    const read = <Answer>(path: string, use: (answer: Answer) => void) =>
      fetch(`/api/v1${path}`, { signal: control.signal })
        .then((response) => response.json())
        .then(use)
        .catch(() => {
          // Without the names, the palette offers what needs none.
        })
    void read<ModelPage>('/models?pageSize=1', ({ facets }) =>
      setHeld(facets.stages.map(({ value }) => value)),
    )
    void fetchViews().then((found) => control.signal.aborted || setViews(found))
    if (!maySync) return () => control.abort()
    void read<{ readonly items: readonly RepoView[] }>('/repos', ({ items }) =>
      setRepos(items.map(({ slug }) => slug)),
    )
    return () => control.abort()
  }, [maySync])

  return { stages: [...new Set([...stages, ...held])], repos, views }
}
