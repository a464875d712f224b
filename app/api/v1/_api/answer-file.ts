import { EVENT_FILES } from './event-files'
import type { FileType } from './operations'

/** An answer that browsers save as a file, named by what it has and the day. */
export function answerFile(
  type: FileType,
  what: string,
  content: string | ReadableStream<Uint8Array>,
): Response {
  const [day] = new Date().toISOString().split('T')
  const name = `signet-${what}-${day}.${EVENT_FILES[type].extension}`
  const headers = {
    'content-type': type === 'text/csv' ? 'text/csv; charset=utf-8; header=present' : type,
    'content-disposition': `attachment; filename="${name}"`,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  }
  return new Response(content, { headers })
}
