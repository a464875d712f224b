import { type CatFile, type ObjectRequest, startCatFile } from './cat-file'
import { GitError, stopped } from './git-error'
import type { GitObject, ObjectSize } from './git-object'
import { processSlots } from './git-slots'
import type { Mirror, Oid } from './mirror'
import { markCorrupt } from './quarantine'
import type { Slot } from './slots'

/** The objects of a mirror, read by one git process, which is started on first use. */
export type Objects = {
  /**
   * Streams objects in the given order: 100,000 tag objects take about a second. An object that is not in the mirror is
   * reported as `missing`; nothing is fetched.
   */
  read(oids: readonly Oid[], onObject: (object: GitObject) => void): Promise<void>
  /** Type and size of objects without reading them. */
  sizes(oids: readonly Oid[]): Promise<Map<Oid, ObjectSize | 'missing'>>
  /** Ends the process. Later reads throw. */
  close(): Promise<void>
}

/**
 * Requests are answered one after another. All methods throw GitError: `corrupt` when the mirror is damaged, which the
 * next updateMirror repairs; `timeout` when an answer takes longer than `limits.readSeconds`; `killed` when the signal
 * aborts. After an error the next request starts another process.
 */
export function openObjects(mirror: Mirror, signal?: AbortSignal): Objects {
  let open: Running | null = null
  /** The end of a process whose slot another run has reclaimed. */
  let ending: Promise<void> = Promise.resolve()
  let isClosed = false
  let last: Promise<unknown> = Promise.resolve()

  const runInOrder = <Value>(run: () => Promise<Value>): Promise<Value> => {
    const value = last.then(run).catch((error: unknown) => {
      throw note(mirror, error)
    })
    last = value.catch(() => {}) // its caller gets the error
    return value
  }
  const awaitEnding = async () => {
    const before = ending
    ending = Promise.resolve()
    await before
  }
  const lend = (idle: Running) =>
    idle.slot.lend(() => {
      open = null
      ending = end(idle)
      ending.catch(() => {}) // the next request throws it
    })
  const send = async (request: ObjectRequest) => {
    if (isClosed) throw new Error('the objects of the mirror are closed')
    if (signal?.aborted) throw stopped()
    if (!open?.slot.reclaim()) {
      await awaitEnding()
      open = await start(mirror, signal)
    }
    try {
      await open.git.send(request)
    } catch (error) {
      open.slot.release()
      open = null
      throw error
    }
    lend(open)
  }
  const enqueue = async (request: ObjectRequest) => {
    const wrong = request.oids.find((oid) => !/^[0-9a-f]{40}$/.test(oid))
    if (wrong !== undefined) throw new Error(`not an object id: ${JSON.stringify(wrong)}`)
    if (request.oids.length > 0) await runInOrder(() => send(request))
  }
  return {
    read: (oids, onObject) => enqueue({ command: 'contents', oids, onObject, signal }),
    sizes: async (oids) => {
      const sizes = new Map<Oid, ObjectSize | 'missing'>()
      const onObject = (object: GitObject) => {
        const { oid, type } = object
        sizes.set(oid, type === 'missing' ? type : { type, size: object.size })
      }
      await enqueue({ command: 'info', oids, onObject, signal })
      return sizes
    },
    close: () =>
      runInOrder(async () => {
        isClosed = true
        const idle = open
        open = null
        if (idle?.slot.reclaim()) await end(idle)
        await awaitEnding()
      }),
  }
}

/** A process and its slot, which is lent to other runs while no request is open. */
type Running = { readonly git: CatFile; readonly slot: Slot }

async function start(mirror: Mirror, signal: AbortSignal | undefined): Promise<Running> {
  const slot = await processSlots().take(signal)
  try {
    return { git: startCatFile(mirror), slot }
  } catch (error) {
    slot.release()
    throw error
  }
}

async function end({ git, slot }: Running): Promise<void> {
  try {
    await git.close()
  } finally {
    slot.release()
  }
}

function note(mirror: Mirror, error: unknown): unknown {
  if (error instanceof GitError && error.code === 'corrupt') markCorrupt(mirror.dir)
  return error
}
