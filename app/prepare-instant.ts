import { getDatabase } from '@/lib/database/get-database'
import { answerBusy } from '@/lib/http/answer-status'
import { preparePast } from '@/lib/index/read/past-catalog'
import { PAST_RETRY_SECONDS, PastBusyError } from '@/lib/index/read/past-queue'
import type { Viewer } from '@/lib/index/read/viewer'

/** Reads what a page needs of an instant; `busy`, with a 503, while the server reads too many others. */
export async function prepareInstant(viewer: Viewer, at: number): Promise<'ready' | 'busy'> {
  try {
    await preparePast(getDatabase(), { viewer, at })
    return 'ready'
  } catch (error) {
    if (!(error instanceof PastBusyError)) throw error
    answerBusy(PAST_RETRY_SECONDS)
    return 'busy'
  }
}
