import { execFileSync } from 'node:child_process'
import { statfsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { createTempDir } from './temp-dir'

export type SmallDisk = {
  readonly dir: string
  /** Leaves so many bytes free, in a file of its own; what was taken before is given back first. */
  fillTo(free: number): void
  /** Gives the space back. */
  empty(): void
  remount(how: 'ro' | 'rw'): void
  close(): void
}

/** A file system of its own in memory; null where this user may not mount one. */
export function mountSmallDisk(megabytes: number): SmallDisk | null {
  const dir = createTempDir('disk')
  const size = `size=${megabytes}m`
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', size, 'tmpfs', dir], { stdio: 'ignore' })
  } catch {
    return null
  }
  const ballast = path.join(dir, 'ballast')
  const empty = () => {
    writeFileSync(ballast, '')
  }
  return {
    dir,
    fillTo(free) {
      empty()
      const { bavail, bsize } = statfsSync(dir)
      const bytes = Math.max(0, bavail * bsize - free)
      // In pieces: a write that does not fit leaves what fitted.
      const piece = Buffer.alloc(1024 ** 2, 1)
      for (let at = 0; at < bytes; at += piece.length) {
        writeFileSync(ballast, piece.subarray(0, Math.min(piece.length, bytes - at)), { flag: 'a' })
      }
    },
    empty,
    remount: (how) => {
      execFileSync('mount', ['-o', `remount,${how}`, dir], { stdio: 'ignore' })
    },
    close: () => {
      execFileSync('umount', ['-l', dir])
    },
  }
}

/** Why tests that need one are skipped, for their titles. */
export const NO_SMALL_DISK = ' (skipped: no right to mount a small disk)'
