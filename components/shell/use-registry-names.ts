'use client'

import { useEffect, useState } from 'react'
import type { ModelPage } from '@/lib/views/model'
import type { RepoView } from '@/lib/views/repo'

type Names = { readonly stages: readonly string[]; readonly repos: readonly string[] }

/** The names of all stages and repositories, once they are known. `configured`: stages in their order. */
export function useRegistryNames(configured: readonly string[]): Names {
  const [held, setHeld] = useState<readonly string[]>([])
  const [repos, setRepos] = useState<readonly string[]>([])

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
    void read<{ readonly items: readonly RepoView[] }>('/repos', ({ items }) =>
      setRepos(items.map(({ slug }) => slug)),
    )
    return () => control.abort()
  }, [])

  return { stages: [...new Set([...configured, ...held])], repos }
}
