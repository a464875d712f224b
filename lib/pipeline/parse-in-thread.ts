import path from 'node:path'
import { Worker } from 'node:worker_threads'
import type { CardText } from '@/lib/card/card'
import { buildPlainText } from '@/lib/card/plain-text'

/** The bundled thread, relative to the working directory of the server. */
const PROGRAM = '.next/programs/card-parser.mjs'

/** Processor time of the process, in microseconds: on a busy machine a thread waits. A usual card takes a tenth of a second. */
const MAX_CPU = 8_000_000
const MAX_WAIT_MS = 60_000
const LOOK_MS = 500
const HEAP_MEGABYTES = 256

/** Parses the Markdown of a card in a thread of its own. A text that takes too much is to be shown as it is written. */
export function parseInThread(text: string): Promise<CardText> {
  const file = path.resolve(/* turbopackIgnore: true */ process.cwd(), PROGRAM)
  const thread = new Worker(file, {
    workerData: text,
    env: {},
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MEGABYTES, stackSizeMb: 4 },
  })
  return new Promise((resolve, reject) => {
    const settle = (finish: () => void) => {
      clearInterval(timer)
      void thread.terminate()
      finish()
    }
    const [cpu, start] = [process.cpuUsage(), Date.now()]
    const timer = setInterval(() => {
      const { user, system } = process.cpuUsage(cpu)
      if (user + system < MAX_CPU && Date.now() - start < MAX_WAIT_MS) return
      settle(() => resolve(buildPlainText(text)))
    }, LOOK_MS)
    thread.once('message', (parsed: CardText) => settle(() => resolve(parsed)))
    thread.once('error', (error: NodeJS.ErrnoException) =>
      settle(() => {
        if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') resolve(buildPlainText(text))
        else reject(error)
      }),
    )
  })
}
