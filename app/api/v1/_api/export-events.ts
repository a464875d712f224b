import type { Database } from '@/lib/database/database'
import type { EventFilter } from '@/lib/index/read/event-filter'
import { listEvents } from '@/lib/index/read/list-events'
import type { Viewer } from '@/lib/index/read/viewer'
import { answerFile } from './answer-file'
import { MAX_EXPORTS, openExport } from './open-export'
import { readInstant } from './operation-parts'
import type { FileType } from './operations'
import { type ApiAnswer, refuse } from './refuse'

const PAGE_SIZE = 500

type Request = {
  readonly database: Database
  readonly viewer: Viewer
  readonly query: EventFilter & { readonly at?: string | undefined }
  readonly signal: AbortSignal
}

/** The answer with a file of all events that pass the filter, or the refusal while too many files are sent. */
export async function exportEvents(
  type: FileType,
  { database, viewer, query, signal }: Request,
): Promise<ApiAnswer | Response> {
  const { at: _, ...filter } = query
  const at = readInstant(query)
  const readPage = (before: string | undefined) =>
    listEvents(database, viewer, { filter, at, before, limit: PAGE_SIZE })
  const stream = await openExport({ type, readPage, signal })
  return stream === null ? refuseExport() : answerFile(type, 'events', stream)
}

function refuseExport(): ApiAnswer {
  const message = `${MAX_EXPORTS} files of events are being sent, which is the maximum of this server.`
  return refuse({ status: 503, code: 'too-many-exports', message, retryAfter: 15 })
}
