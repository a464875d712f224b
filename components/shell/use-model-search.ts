'use client'

import { useEffect, useState } from 'react'
import type { ModelView } from '@/lib/views/model'

type Found = {
  readonly models: readonly Pick<ModelView, 'repo' | 'name'>[]
  readonly state: 'searching' | 'found' | 'failed'
}

/** The first eight models that match, requested when typing pauses. An older answer never replaces a newer one, and of an
 *  answer to other words only the models stay that have the new words in their names. */
export function useModelSearch(text: string): Found {
  const [found, setFound] = useState<Found & { text: string }>(NOTHING)

  useEffect(() => {
    const abort = new AbortController()
    const timer = setTimeout(() => {
      search(text, abort.signal).then(
        (models) => setFound({ models, state: 'found', text }),
        () => {
          if (!abort.signal.aborted) setFound({ models: [], state: 'failed', text })
        },
      )
    }, 120)
    return () => {
      clearTimeout(timer)
      abort.abort()
    }
  }, [text])

  if (found.text === text) return found
  return { models: found.models.filter((model) => isLike(model, text)), state: 'searching' }
}

const NOTHING = { models: [], state: 'searching', text: '' } as const

function isLike({ repo, name }: Found['models'][number], text: string): boolean {
  const known = `${repo} ${name}`.toLowerCase()
  const words = text.toLowerCase().trim().split(/\s+/)
  return words.every((word) => known.includes(word))
}

async function search(text: string, signal: AbortSignal): Promise<Found['models']> {
  const query = new URLSearchParams({ q: text.trim(), pageSize: '8' })
  const response = await fetch(`/api/v1/models?${query}`, { signal })
  if (!response.ok) throw new Error(`Searching models answered ${response.status}`)
  return (await response.json()).items
}
