import { PastBar } from '@/components/past/past-bar'
import { PastNote } from '@/components/past/past-note'
import { requireViewer } from '@/lib/auth/viewer'
import { getDatabase } from '@/lib/database/get-database'
import { findNearEventsOfAll } from '@/lib/index/read/find-near-events'
import { listUnknownOfPast } from '@/lib/search/past-filters'
import type { Query } from '@/lib/search/query'
import { keptOverTime, type ModelSearch } from './model-search'

type Props = {
  readonly search: ModelSearch
  readonly query: Query
  /** Unix seconds. */
  readonly at: number
}

/** Which past instant the list of models shows, with the ways to others. */
export async function PastHead({ search, query, at }: Props) {
  const near = await findNearEventsOfAll(getDatabase(), await requireViewer(), at)
  return (
    <>
      <PastBar path="/" keep={keptOverTime(search)} at={at} {...near} />
      <PastNote unknown={listUnknownOfPast(query)} />
    </>
  )
}
