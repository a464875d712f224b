/** `tsx bench/cold-sync.ts URL DATA_DIR`: a first sync in a process of its own, as one line of JSON. */
import { time } from './measure'
import { openSync } from './open-sync'

export type ColdSync = {
  /** Creating and migrating the empty database. */
  readonly openMs: number
  /** From before the remote is listed to after the index is written. */
  readonly syncMs: number
  /** Milliseconds of each phase that the sync reports, in order. */
  readonly phases: Readonly<Record<string, number>>
  /** Most memory of this process before and after, in bytes. */
  readonly openRss: number
  readonly syncRss: number
}

const [url, dataDir] = process.argv.slice(2)
if (!url || !dataDir) throw new Error('usage: cold-sync URL DATA_DIR')

const opened = await time(() => openSync(url, dataDir))
const openRss = maxRss()
const starts: { phase: string; at: number }[] = []
const started = performance.now()
const synced = await time(() =>
  opened.value.run(({ phase }) => {
    if (starts.at(-1)?.phase !== phase) starts.push({ phase, at: performance.now() })
  }),
)
if (synced.value !== 'written') throw new Error(`the first sync was ${synced.value}`)
const ended = started + synced.ms
const phases: Record<string, number> = { list: (starts[0]?.at ?? ended) - started }
for (const [index, { phase, at }] of starts.entries()) {
  phases[phase] = (starts[index + 1]?.at ?? ended) - at
}
const syncRss = maxRss()
await opened.value.close()
const result: ColdSync = { openMs: opened.ms, syncMs: synced.ms, phases, openRss, syncRss }
console.log(JSON.stringify(result))

function maxRss(): number {
  return process.resourceUsage().maxRSS * 1024
}
