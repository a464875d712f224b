import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

const LIBRARIES = [
  '/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1',
  '/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1',
  '/usr/lib/faketime/libfaketimeMT.so.1',
]

export type FakeClock = {
  /** For programs that are to live by this clock. Their waiting is not changed. */
  readonly env: Readonly<Record<string, string>>
  /** How many seconds the clock is ahead of this machine's. */
  set(secondsAhead: number): void
  close(): void
}

/** A clock that a test can set, by libfaketime; null when that is not installed. */
export function openFakeClock(): FakeClock | null {
  const library = LIBRARIES.find((file) => existsSync(file))
  if (library === undefined) return null
  // PostgreSQL runs as another user.
  const dir = mkdtempSync(path.join(tmpdir(), 'signet-test-clock-'))
  chmodSync(dir, 0o755)
  const file = path.join(dir, 'clock')
  const set = (secondsAhead: number) =>
    writeFileSync(file, `${secondsAhead < 0 ? '' : '+'}${secondsAhead}s\n`)
  set(0)
  return {
    env: {
      LD_PRELOAD: library,
      FAKETIME_TIMESTAMP_FILE: file,
      FAKETIME_NO_CACHE: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
    },
    set,
    close: () => rmSync(dir, { recursive: true }),
  }
}

/** Why tests that need one are skipped, for their titles. */
export const NO_FAKE_CLOCK = ' (skipped: libfaketime is not installed)'
