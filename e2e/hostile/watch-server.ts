import { setTimeout as pause } from 'node:timers/promises'
import {
  listProcesses,
  readCommandLine,
  readMemory,
  readProcessorWaits,
} from '@/lib/testing/process-tree'

const EVERY_MS = 200
/** How long an answer of /health may take. */
const HEALTH_MS = 5_000
/** No answer is waited for any longer, however busy the machine is. */
const GIVE_UP_MS = 120_000

export type Watched = {
  readonly asked: number
  /** Milliseconds, without those in which the server waited for a processor. */
  readonly slowest: number
  /** What /health answered besides 200 within five seconds. */
  readonly failures: readonly string[]
  /** The most that the server and its child processes held, in bytes. */
  readonly memory: { readonly server: number; readonly all: number }
}

/** Asks /health all the time, until `stop`. Time in which the machine had no processor for the server does not count. */
export function watchServer(url: string, pid: number): { stop(): Promise<Watched> } {
  const stopping = new AbortController()
  const watched = { asked: 0, slowest: 0, failures: [] as string[], memory: { server: 0, all: 0 } }
  const watch = async () => {
    while (!stopping.signal.aborted) {
      const { failure, took } = await askHealth(url, pid)
      watched.asked += 1
      watched.slowest = Math.max(watched.slowest, took)
      if (failure !== null) watched.failures.push(failure)
      const sizes = listProcesses(pid).map(readMemory)
      watched.memory.server = Math.max(watched.memory.server, sizes[0] ?? 0)
      watched.memory.all = Math.max(
        watched.memory.all,
        sizes.reduce((sum, size) => sum + size, 0),
      )
      await pause(EVERY_MS)
    }
  }
  const watching = watch()
  return {
    stop: async () => {
      stopping.abort()
      await watching
      return watched
    },
  }
}

type Health = { readonly failure: string | null; readonly took: number }

async function askHealth(url: string, pid: number): Promise<Health> {
  const involved = [process.pid, pid, ...listDatabases(pid)]
  const started = performance.now()
  const waited = readProcessorWaits(involved)
  const answer = await fetch(`${url}/api/v1/health`, { signal: AbortSignal.timeout(GIVE_UP_MS) })
    .then(async (response) => {
      await response.arrayBuffer()
      return response.ok ? null : `status ${response.status}`
    })
    .catch(({ cause, name }) => String(cause?.code ?? name))
  const waiting = readProcessorWaits(involved) - waited
  const took = Math.max(0, Math.round(performance.now() - started - waiting))
  const late =
    took > HEALTH_MS ? `${took} ms, and ${Math.round(waiting)} without a processor` : null
  return { failure: answer ?? late, took }
}

/** The process of the embedded database, which /health asks. */
function listDatabases(pid: number): readonly number[] {
  return listProcesses(pid).filter((one) => readCommandLine(one).includes('/engine/main.mjs'))
}
