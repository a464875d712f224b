import type { EventPage } from '@/lib/views/event'
import { EVENT_FILES } from './event-files'
import type { FileType } from './operations'

/** In one process: each holds a connection and a page of events. */
export const MAX_EXPORTS = 20

/** How long a client may take to receive a page, in milliseconds. */
const STALL_MS = 60_000

type Export = {
  readonly type: FileType
  /** The page that begins at the cursor; the newest without one. */
  readonly readPage: (before: string | undefined) => Promise<EventPage>
  /** Aborted when the client has left. */
  readonly signal: AbortSignal
}

let open = 0

/**
 * A file of all events, read page by page as the client receives it: one page is in memory at a time. The first page is
 * read before this returns, so that an error can still be answered. A later error breaks the connection: a file that
 * ends early never looks whole. Null while MAX_EXPORTS are open.
 */
export async function openExport(
  { type, readPage, signal }: Export,
  stallMs = STALL_MS,
): Promise<ReadableStream<Uint8Array> | null> {
  if (open >= MAX_EXPORTS) return null
  const slot = takeSlot(signal)
  const parts = writeParts(type, readPage)
  const first = await freeOnError(slot, () => parts.next())
  const rest = continueWith(first, parts)
  return new ReadableStream<Uint8Array>(
    {
      start: (controller) => slot.watch(stallMs, controller),
      async pull(controller) {
        slot.unwatch()
        // The client has left.
        if (!slot.isHeld()) return controller.close()
        const { value, done } = await freeOnError(slot, () => rest.next())
        if (done) {
          slot.free()
          return controller.close()
        }
        slot.watch(stallMs, controller)
        controller.enqueue(value)
      },
      cancel: slot.free,
    },
    { highWaterMark: 0 },
  )
}

/** The file in parts, one for each page. */
async function* writeParts(
  type: FileType,
  readPage: Export['readPage'],
): AsyncGenerator<string, void> {
  const { head, item, tail } = EVENT_FILES[type]
  let text = head
  let place = 0
  let before: string | undefined
  do {
    const page = await readPage(before)
    for (const event of page.items) {
      text += item(event, place)
      place += 1
    }
    before = page.next ?? undefined
    yield before === undefined ? text + tail : text
    text = ''
  } while (before !== undefined)
}

async function* continueWith(
  first: IteratorResult<string, void>,
  rest: AsyncGenerator<string, void>,
): AsyncGenerator<Uint8Array, void> {
  const encoder = new TextEncoder()
  if (!first.done) yield encoder.encode(first.value)
  for await (const part of rest) yield encoder.encode(part)
}

type Slot = {
  /** Ends the export when the client receives nothing for so long. */
  readonly watch: (stallMs: number, controller: ReadableStreamDefaultController) => void
  readonly unwatch: () => void
  readonly isHeld: () => boolean
  readonly free: () => void
}

/** A place among the open exports, freed once. */
function takeSlot(signal: AbortSignal): Slot {
  let timer: ReturnType<typeof setTimeout> | undefined
  let held = true
  open += 1
  const free = () => {
    if (!held) return
    held = false
    open -= 1
    clearTimeout(timer)
    signal.removeEventListener('abort', free)
  }
  signal.addEventListener('abort', free)
  if (signal.aborted) free()
  return {
    free,
    isHeld: () => held,
    unwatch: () => clearTimeout(timer),
    watch: (stallMs, controller) => {
      timer = setTimeout(() => {
        free()
        controller.error(new Error('The client of an export has stopped receiving it.'))
      }, stallMs)
      timer.unref()
    },
  }
}

async function freeOnError<Value>(slot: Slot, read: () => Promise<Value>): Promise<Value> {
  try {
    return await read()
  } catch (error) {
    slot.free()
    throw error
  }
}
