import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { createTempDir } from '@/lib/testing/temp-dir'
import { openKeyDir, withWorkDir } from './work-dir'

/** The name of a work directory of the process, up to its random end. */
async function readPrefix(pid: number): Promise<string> {
  const dir = await withWorkDir(createTempDir('keys'), async (made) => made)
  const prefix = path.basename(dir).slice(0, -6)
  expect(prefix).toContain(`-${process.pid}-`)
  return prefix.replace(String(process.pid), String(pid))
}

/** A process that has ended. */
const ENDED = spawnSync('true').pid

function leave(parent: string, prefix: string, hours: number): string {
  const dir = mkdtempSync(path.join(parent, prefix))
  writeFileSync(path.join(dir, 'key'), 'secret')
  const at = Date.now() / 1000 - hours * 3600
  utimesSync(dir, at, at)
  return dir
}

test('work directories that a killed server left are removed, and none that a process may use', async () => {
  const dataDir = createTempDir('data')
  const keyDir = path.join(dataDir, 'keys')
  mkdirSync(keyDir)
  const [own, ended] = [await readPrefix(process.pid), await readPrefix(ENDED)]
  const places = [keyDir, tmpdir()]
  const left = places.flatMap((place) => [leave(place, ended, 0), leave(place, own, 2)])
  const used = places.map((place) => leave(place, own, 0.5))
  const foreign = mkdtempSync(path.join(tmpdir(), 'work-'))
  utimesSync(foreign, 0, 0)
  await openKeyDir(dataDir)
  expect(left.map((dir) => existsSync(dir))).toEqual([false, false, false, false])
  expect([...used, foreign].map((dir) => existsSync(dir))).toEqual([true, true, true])
  for (const dir of [...used, foreign]) rmSync(dir, { recursive: true })
})
