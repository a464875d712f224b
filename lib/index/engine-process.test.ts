import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test, vi } from 'vitest'
import { openTestDatabase } from '@/lib/testing/database'

const SLOW = { timeout: 50_000 }

async function readEnginePid(dataDir: string): Promise<number> {
  return JSON.parse(await readFile(path.join(dataDir, 'database.lock'), 'utf8')).pid
}

test('queries wait for a database that was killed, and find what was committed', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
  const { database, options, remove } = await openTestDatabase('embedded')
  await database.query('CREATE TABLE notes (n int)')
  for (let round = 1; round <= 3; round += 1) {
    await database.query('INSERT INTO notes VALUES ($1)', [round])
    const pid = await readEnginePid(options.dataDir)
    process.kill(pid, 'SIGKILL')
    await expect.poll(() => warn.mock.calls.length).toBe(round)
    // On a busy machine the start takes longer than a query waits.
    await expect
      .poll(() => database.check(60_000).then(() => 'answers', String), SLOW)
      .toBe('answers')
    const { rows } = await database.query('SELECT count(*)::int AS count FROM notes')
    expect(rows).toEqual([{ count: round }])
    expect(await readEnginePid(options.dataDir)).not.toBe(pid)
  }
  expect(warn.mock.calls[0]).toEqual([
    'The process of the embedded database ended (SIGKILL). It is started again.',
  ])
  await remove()
  warn.mockRestore()
})
