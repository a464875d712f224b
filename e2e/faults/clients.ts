import { onTestFinished } from 'vitest'
import { type Attempt, promote } from './promote'

export type Clients = {
  /** How many attempts were told that what they asked for was written. */
  readonly written: () => number
  /** Ends the attempts under way; resolves to all of them. */
  stop(): Promise<readonly Attempt[]>
}

const VERSIONS = ['v1.0.0', 'v1.1.0'] as const

/** Two clients for each model put one of two versions into production again and again, until the test ends. */
export function startClients(url: () => string, models: readonly string[]): Clients {
  const attempts: Attempt[] = []
  const stopping = new AbortController()
  const work = async (model: string, first: number) => {
    for (let turn = first; !stopping.signal.aborted; turn += 1) {
      const version = VERSIONS[turn % 2] ?? VERSIONS[0]
      attempts.push(await promote(url, { model, version, stage: 'production' }))
    }
  }
  const clients = models.flatMap((model) => [work(model, 0), work(model, 1)])
  onTestFinished(() => stopping.abort())
  return {
    written: () => attempts.filter(({ told }) => told.includes('indexed')).length,
    stop: async () => {
      stopping.abort()
      await Promise.all(clients)
      return attempts
    },
  }
}
