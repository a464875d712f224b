import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

const PREFIX = 'signet-test-'
const MAX_AGE_MS = 60 * 60 * 1000
let root: string | null = null

/**
 * A new empty directory, removed when this process ends; what killed processes left is swept when
 * it is an hour old.
 */
export function createTempDir(name = 'dir'): string {
  root ??= createRoot()
  return mkdtempSync(path.join(root, `${name}-`))
}

/** One per module instance: test runners run several in one process. */
function createRoot(): string {
  sweepOldRoots()
  const dir = mkdtempSync(path.join(tmpdir(), PREFIX))
  process.on('exit', () => rmSync(dir, { recursive: true, force: true }))
  return dir
}

function sweepOldRoots(): void {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const dir = path.join(tmpdir(), name)
    const changed = statSync(dir, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()
    if (Date.now() - changed > MAX_AGE_MS) rmSync(dir, { recursive: true, force: true })
  }
}
