import { readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { GitError } from './git-error'

/** Bytes of all packs in a mirror, half-written ones too; 0 when there is none yet. */
function packBytes(dir: string): number {
  let sum = 0
  for (const name of packNames(dir)) {
    sum += statSync(path.join(dir, 'objects/pack', name), { throwIfNoEntry: false })?.size ?? 0
  }
  return sum
}

export function packNames(dir: string): readonly string[] {
  try {
    return readdirSync(path.join(dir, 'objects/pack'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

/**
 * A signal that aborts with `too-large` once the mirror's packs exceed the limit; `check` throws
 * that error at once, `stop` ends the watch.
 */
export function watchSize(dir: string, maxBytes: number) {
  const controller = new AbortController()
  const check = () => {
    if (packBytes(dir) <= maxBytes) return
    throw new GitError('too-large', `The repository is larger than the limit of ${maxBytes} bytes.`)
  }
  const timer = setInterval(() => {
    try {
      check()
    } catch (error) {
      controller.abort(error)
    }
  }, 500)
  return { signal: controller.signal, check, stop: () => clearInterval(timer) }
}
