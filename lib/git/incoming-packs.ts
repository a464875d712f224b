import { randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { packNames } from './watch-size'

/** A fast server sends some megabytes meanwhile. */
const INTERVAL_MS = 50

/** A folder beside a mirror into which one fetch writes its packs, until they are known to be small enough. */
export type IncomingPacks = {
  /** For the git that fetches. */
  readonly env: Readonly<Record<string, string>>
  /** Aborts once the packs are larger than the limit. */
  readonly signal: AbortSignal
  isExceeded(): boolean
  /** Moves the packs into the mirror. */
  keep(): void
  /** Ends the watch and removes the folder with what is left in it. */
  remove(): void
}

/** Makes the folder. What a killed program leaves of it is removed like a clone that was never finished. */
export function openIncomingPacks(dir: string, maxBytes: number): IncomingPacks {
  const folder = `${dir}.tmp-${randomUUID()}`
  const packs = path.join(folder, 'objects/pack')
  mkdirSync(packs, { recursive: true })
  const controller = new AbortController()
  const isExceeded = () => {
    const sizes = readdirSync(packs).map(
      (name) => statSync(path.join(packs, name), { throwIfNoEntry: false })?.size ?? 0,
    )
    return controller.signal.aborted || sizes.reduce((sum, size) => sum + size, 0) > maxBytes
  }
  const timer = setInterval(() => {
    if (isExceeded()) controller.abort()
  }, INTERVAL_MS)
  return {
    env: {
      GIT_OBJECT_DIRECTORY: path.join(folder, 'objects'),
      GIT_ALTERNATE_OBJECT_DIRECTORIES: quote(path.join(dir, 'objects')),
    },
    signal: controller.signal,
    isExceeded,
    keep: () => {
      for (const name of packNames(folder).toSorted(byUse)) {
        renameSync(path.join(packs, name), path.join(dir, 'objects/pack', name))
      }
    },
    remove: () => {
      clearInterval(timer)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** A pack is found by its index, which comes last. */
function byUse(a: string, b: string): number {
  return Number(a.endsWith('.idx')) - Number(b.endsWith('.idx'))
}

/** A path with a colon would be two. */
function quote(file: string): string {
  return `"${file.replaceAll(/["\\]/g, '\\$&')}"`
}
