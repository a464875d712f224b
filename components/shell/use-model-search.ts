'use client'

import { useEffect, useState } from 'react'
import type { ModelView } from '@/lib/views/model'

type Found = {
  readonly models: readonly Pick<ModelView, 'repo' | 'name'>[]
  readonly state: 'searching' | 'found' | 'failed'
}

/** The first eight models that match, requested when typing pauses. An older answer never replaces a newer one. */
export function useModelSearch(text: string): Found {
  const [found, setFound] = useState<Found>({ models: [], state: 'searching' })

  useEffect(() => {
    const abort = new AbortController()
    const timer = setTimeout(() => {
      search(text, abort.signal).then(
        (models) => setFound({ models, state: 'found' }),
        () => {
          if (!abort.signal.aborted) setFound({ models: [], state: 'failed' })
        },
      )
    }, 120)
    return () => {
      clearTimeout(timer)
      abort.abort()
    }
  }, [text])

  return found
}

async function search(text: string, signal: AbortSignal): Promise<Found['models']> {
  const query = new URLSearchParams({ q: text.trim(), pageSize: '8' })
  const response = await fetch(`/api/v1/models?${query}`, { signal })
  if (!response.ok) throw new Error(`Searching models answered ${response.status}`)
  return (await response.json()).items
}
