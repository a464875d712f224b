/**
 * `cold-sync.ts create|sync URL DATA_DIR`, in a process of its own: creates and migrates the empty
 * database, or opens it and syncs for the first time. Prints one line of JSON.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as wait } from 'node:timers/promises'
import { time } from './measure'
import { openSync } from './open-sync'

export type ColdSync = {
  /** Opening the database. */
  readonly openMs: number
  /** From before the remote is listed to after the index is written; 0 where only created. */
  readonly syncMs: number
  /** Milliseconds from each phase that the sync reports to the next, in order. */
  readonly phases: Readonly<Record<string, number>>
  /** The longest that a timer was late during the sync: how long a page would have had to wait. */
  readonly stallMs: number
  /** Most memory of this process so far, in bytes. */
  readonly openRss: number
  readonly syncRss: number
}

/** Milliseconds in which the threads that compile the database's WebAssembly come to rest. */
const SETTLE = 2000

const [mode, url, dataDir] = process.argv.slice(2)
if (!mode || !url || !dataDir) throw new Error('usage: cold-sync create|sync URL DATA_DIR')

const opened = await time(() => openSync(url, dataDir))
const openRss = maxRss()
await wait(SETTLE)
const starts: { phase: string; at: number }[] = []
const delay = monitorEventLoopDelay({ resolution: 5 })
delay.enable()
const started = performance.now()
if (mode === 'sync') await sync()
const ended = performance.now()
delay.disable()
const syncRss = maxRss()
await opened.value.close()
const syncMs = mode === 'sync' ? ended - started : 0
const result: ColdSync = {
  ...{ openMs: opened.ms, syncMs, phases: listPhases(), stallMs: delay.max / 1e6 },
  ...{ openRss, syncRss },
}
console.log(JSON.stringify(result))

async function sync(): Promise<void> {
  const outcome = await opened.value.run(({ phase }) => {
    if (starts.at(-1)?.phase !== phase) starts.push({ phase, at: performance.now() })
  })
  if (outcome !== 'written') throw new Error(`the first sync was ${outcome}`)
}

function listPhases(): Record<string, number> {
  const phases: Record<string, number> = {}
  let from = { phase: 'list', at: started }
  for (const next of [...starts, { phase: 'end', at: ended }]) {
    phases[from.phase] = next.at - from.at
    from = next
  }
  return phases
}

function maxRss(): number {
  return process.resourceUsage().maxRSS * 1024
}
