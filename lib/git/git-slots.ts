import { availableParallelism } from 'node:os'
import { getOrCreate } from '@/lib/runtime'
import type { Remote } from './remote-url'
import { createSlots, type Slot, type Slots } from './slots'

/** The use of the network: a `transfer` can take minutes, a `request` is short. */
export type Connection = { readonly host: string; readonly kind: 'request' | 'transfer' }

/** Connections to one host at a time; one of them is reserved for short requests. */
const PER_HOST = 4

const LOCAL = 'this machine'

/** The time after which a run on the network no longer counts as a process. */
const SLOW_MS = 5000

/** The host of a remote, for the limit on connections; paths count as one host. */
export function hostOf(remote: Remote): string {
  return remote.host ?? LOCAL
}

/**
 * The git processes of this process: SIGNET_GIT_PROCESSES at most, four per core by default. A parent gives each of its
 * workers a share.
 */
export function processSlots(): Slots {
  return getOrCreate('git.processes', () => createSlots(countGitProcesses()))
}

/**
 * Runs `use` when a git process may be started. Slots are always acquired in the same order (host, network, processes),
 * so that no deadlock can occur. A quarter of the processes is reserved for runs without network. A run that uses the
 * network for more than five seconds counts only for its host, so that a slow host delays no other.
 */
export async function withSlots<Value>(
  connection: Connection | null,
  signal: AbortSignal | undefined,
  use: () => Promise<Value>,
): Promise<Value> {
  const ofHost: Slot[] = []
  const ofProcess: Slot[] = []
  const releaseAll = (taken: Slot[]) => {
    for (const slot of taken.splice(0)) slot.release()
  }
  let timer: NodeJS.Timeout | undefined
  try {
    if (connection !== null) {
      for (const slots of hostSlots(connection)) ofHost.push(await slots.take(signal))
      ofProcess.push(await networkSlots().take(signal))
    }
    ofProcess.push(await processSlots().take(signal))
    if (connection !== null) timer = setTimeout(() => releaseAll(ofProcess), SLOW_MS)
    return await use()
  } finally {
    clearTimeout(timer)
    releaseAll(ofProcess)
    releaseAll(ofHost)
  }
}

function hostSlots({ host, kind }: Connection): readonly Slots[] {
  const count = host === LOCAL ? 4 * availableParallelism() : PER_HOST
  const { transfers, all } = getOrCreate(`git.host ${host}`, () => ({
    transfers: createSlots(count - 1),
    all: createSlots(count),
  }))
  return kind === 'transfer' ? [transfers, all] : [all]
}

function networkSlots(): Slots {
  return getOrCreate('git.network', () => createSlots(Math.ceil((countGitProcesses() * 3) / 4)))
}

/** How many git processes this process and its workers may run at the same time. */
export function countGitProcesses(): number {
  const given = Number(process.env.SIGNET_GIT_PROCESSES)
  return Number.isInteger(given) && given > 0 ? given : 4 * availableParallelism()
}
