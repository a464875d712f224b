import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

const PREFIX = 'signet-test-'
let root: string | null = null

/** A new empty directory, removed when this process ends; directories that killed processes left behind are swept. */
export function createTempDir(name = 'dir'): string {
  root ??= createRoot()
  return mkdtempSync(path.join(root, `${name}-`))
}

function createRoot(): string {
  sweepDeadRoots()
  const dir = path.join(tmpdir(), `${PREFIX}${process.pid}`)
  mkdirSync(dir, { recursive: true, mode: 0o755 })
  process.on('exit', () => rmSync(dir, { recursive: true, force: true }))
  return dir
}

function sweepDeadRoots(): void {
  for (const entry of readdirSync(tmpdir())) {
    const pid = entry.startsWith(PREFIX) ? Number(entry.slice(PREFIX.length)) : Number.NaN
    if (Number.isInteger(pid) && !isAlive(pid)) {
      rmSync(path.join(tmpdir(), entry), { recursive: true, force: true })
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
