import { execFileSync, spawn } from 'node:child_process'
import { statfsSync, writeFileSync } from 'node:fs'
import type { Socket } from 'node:net'
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

/** A file system of its own in memory, released when this process ends; null when this user may not mount one. */
export function mountSmallDisk(megabytes: number): SmallDisk | null {
  const dir = createTempDir('disk')
  const size = `size=${megabytes}m`
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', size, 'tmpfs', dir], { stdio: 'ignore' })
  } catch {
    return null
  }
  unmountAtEnd(dir)
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

/** Test runners kill their workers, and no exit handler runs then; so a shell waits for its input to end. */
function unmountAtEnd(dir: string): void {
  const reaper = spawn('sh', ['-c', 'cat >/dev/null; umount -l -- "$0" 2>/dev/null', dir], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  reaper.unref()
  const input = reaper.stdin as Socket
  input.unref()
}

/** Why tests that need one are skipped, for their titles. */
export const NO_SMALL_DISK = ' (skipped: no right to mount a small disk)'
