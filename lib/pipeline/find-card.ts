import type { Card } from '@/lib/card/card'
import { GitError } from '@/lib/git/git-error'
import { canSee, type Viewer } from '@/lib/index/read/viewer'
import { requireRunning } from '@/lib/sync/running'
import { readOnce } from './read-once'
import { type CardKey, readStoredCard, storeCard } from './stored-cards'

/** Cards that are read at once. */
const MAX_READING = 4

export type CardAnswer =
  | Card
  /** The repository could not be read now; `why` is a sentence for people. */
  | { readonly kind: 'failed'; readonly why: string }

/** The card in a blob: what is stored of it, else what a worker process reads now and stores. */
export async function findCard(viewer: Viewer, key: CardKey): Promise<CardAnswer> {
  if (!canSee(viewer, key.repo)) return { kind: 'failed', why: 'There is no such repository.' }
  const { context, workers } = requireRunning()
  const stored = await readStoredCard(context.database, key)
  if (stored !== null) return stored
  const { repo, oid } = key
  const reading = readOnce({
    ...{ kind: 'cards', key: `${repo} ${oid}`, most: MAX_READING },
    read: async () => {
      const card = await workers.requests.run<Card>({ name: 'card', repo, args: [repo, oid] })
      await storeCard(context.database, key, card)
      return card
    },
  })
  if (reading === null) return { kind: 'failed', why: BUSY }
  return await reading.catch(failed)
}

const BUSY = 'Other cards are being read. Try again in a moment.'

function failed(error: unknown): CardAnswer {
  if (error instanceof GitError) return { kind: 'failed', why: error.message }
  throw error
}
