import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { createTempDir } from '@/lib/testing/temp-dir'
import { openKeyDir, withWorkDir } from './work-dir'

/** The name of a work directory up to its random end. */
async function readPrefix(): Promise<string> {
  const dir = await withWorkDir(createTempDir('keys'), async (made) => made)
  return path.basename(dir).slice(0, -6)
}

test('work directories that a killed server left are removed, where no server can use them', async () => {
  const dataDir = createTempDir('data')
  const keyDir = path.join(dataDir, 'keys')
  mkdirSync(keyDir)
  const prefix = await readPrefix()
  const leave = (parent: string, hours: number) => {
    const dir = mkdtempSync(path.join(parent, prefix))
    writeFileSync(path.join(dir, 'key'), 'secret')
    const at = Date.now() / 1000 - hours * 3600
    utimesSync(dir, at, at)
    return dir
  }
  const old = [leave(keyDir, 2), leave(tmpdir(), 2)]
  const recent = [leave(keyDir, 0.5), leave(tmpdir(), 0.5)]
  const foreign = mkdtempSync(path.join(tmpdir(), 'work-'))
  utimesSync(foreign, 0, 0)
  await openKeyDir(dataDir)
  expect(old.map((dir) => existsSync(dir))).toEqual([false, false])
  expect([...recent, foreign].map((dir) => existsSync(dir))).toEqual([true, true, true])
  for (const dir of [...recent, foreign]) rmSync(dir, { recursive: true })
})
