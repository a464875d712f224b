import { availableParallelism } from 'node:os'
import { inProcess } from './in-process'
import type { Remote } from './remote-url'
import { createSlots, type Slots } from './slots'

/** What a git process does on the network: `transfer` can take minutes, `question` is short. */
export type Connection = { readonly host: string; readonly kind: 'question' | 'transfer' }

/** Connections to one host at a time; one of them is kept for questions. */
const PER_HOST = 4

const LOCAL = 'this machine'

/** The host of a remote, for the limit on connections; paths count as one host. */
export function hostOf(remote: Remote): string {
  return remote.host ?? LOCAL
}

/**
 * The git processes of this process: SIGNET_GIT_PROCESSES at most, four per core by default. A parent gives each of its
 * workers a share.
 */
export function processSlots(): Slots {
  return inProcess('processes', () => createSlots(countProcesses()))
}

/**
 * Runs `use` when a git process may be started. Slots are always taken in the same order (host, network, processes),
 * so that no two runs can wait for each other. A quarter of the processes is kept for what needs no network.
 */
export async function withSlots<Value>(
  connection: Connection | null,
  signal: AbortSignal | undefined,
  use: () => Promise<Value>,
): Promise<Value> {
  const all = [...(connection === null ? [] : networkSlots(connection)), processSlots()]
  const taken: (() => void)[] = []
  try {
    for (const slots of all) {
      const slot = await slots.take(signal)
      taken.push(slot.release)
    }
    return await use()
  } finally {
    for (const release of taken) release()
  }
}

function networkSlots({ host, kind }: Connection): readonly Slots[] {
  const count = host === LOCAL ? 4 * availableParallelism() : PER_HOST
  const toHost = inProcess(`host ${host}`, () => ({
    transfers: createSlots(count - 1),
    all: createSlots(count),
  }))
  const ofAll = inProcess('network', () => createSlots(Math.ceil((countProcesses() * 3) / 4)))
  return kind === 'transfer' ? [toHost.transfers, toHost.all, ofAll] : [toHost.all, ofAll]
}

function countProcesses(): number {
  const given = Number(process.env.SIGNET_GIT_PROCESSES)
  return Number.isInteger(given) && given > 0 ? given : 4 * availableParallelism()
}
