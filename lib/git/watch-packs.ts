import { rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { packNames } from './watch-size'

/** A fast server sends some megabytes meanwhile. */
const INTERVAL_MS = 50

/** Watches what one fetch adds to the packs of a mirror. */
export type PackWatch = {
  /** Aborts once the new files are larger than the limit. */
  readonly signal: AbortSignal
  isExceeded(): boolean
  /** Ends the watch. */
  stop(): void
  /** Removes the files that were added since the watch began; no git process may use them yet. */
  removeNew(): void
}

/** Begins to watch. Only one fetch may write into the mirror meanwhile. */
export function watchPacks(dir: string, maxBytes: number): PackWatch {
  const before = new Set(packNames(dir))
  const controller = new AbortController()
  const newFiles = () =>
    packNames(dir)
      .filter((name) => !before.has(name))
      .map((name) => path.join(dir, 'objects/pack', name))
  const isExceeded = () => {
    const sizes = newFiles()
      .filter((file) => /\.pack$|tmp_pack_[^/]*$/.test(file))
      .map((file) => statSync(file, { throwIfNoEntry: false })?.size ?? 0)
    return controller.signal.aborted || sizes.reduce((sum, size) => sum + size, 0) > maxBytes
  }
  const timer = setInterval(() => {
    if (isExceeded()) controller.abort()
  }, INTERVAL_MS)
  return {
    signal: controller.signal,
    isExceeded,
    stop: () => clearInterval(timer),
    removeNew: () => {
      for (const file of newFiles()) rmSync(file, { force: true })
    },
  }
}
