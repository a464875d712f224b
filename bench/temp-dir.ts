import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** Runs `work` with an empty directory that is removed afterwards. */
export async function withTempDir<Value>(work: (dir: string) => Promise<Value>): Promise<Value> {
  const dir = mkdtempSync(path.join(tmpdir(), 'signet-bench-'))
  try {
    return await work(dir)
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}
