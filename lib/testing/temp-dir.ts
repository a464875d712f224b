import { spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'

let root: string | null = null

/** A new empty directory, which is removed when this process ends. */
export function createTempDir(name = 'dir'): string {
  root ??= createRoot()
  return mkdtempSync(path.join(root, `${name}-`))
}

/** One per module instance: test runners run several in one process. */
function createRoot(): string {
  const dir = mkdtempSync(path.join(tmpdir(), 'signet-test-'))
  // Test runners kill their workers, and no exit handler runs then; so a shell waits for its input to end.
  const reaper = spawn('sh', ['-c', 'cat >/dev/null; rm -rf -- "$0"', dir], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  reaper.unref()
  const input = reaper.stdin as Socket
  input.unref()
  return dir
}
