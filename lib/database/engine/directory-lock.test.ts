import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { lockDirectory } from './directory-lock.mjs'
import { identifyProcess } from './process-identity.mjs'

let dir = ''
let file = ''

beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'signet-test-lock-'))
  file = path.join(dir, 'database.lock')
})

afterEach(() => rm(dir, { recursive: true }))

test('a lock is held until it is released, and leaves nothing behind', async () => {
  const lock = await lockDirectory(file)
  await expect(lockDirectory(file)).rejects.toMatchObject({
    code: 'directory-locked',
    message: `The embedded database is in use by process ${process.pid} (${file}). Stop that server, use another SIGNET_DATA_DIR, or set DATABASE_URL to a PostgreSQL server, which many processes can share.`,
  })
  await lock.release()
  expect(await readdir(dir)).toEqual([])
  await (await lockDirectory(file)).release()
})

test('a killed process does not hold its lock', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
  const holder = { ...(await identifyProcess(child.pid ?? 0)), token: 'child' }
  await writeFile(file, JSON.stringify(holder))
  await expect(lockDirectory(file)).rejects.toMatchObject({ code: 'directory-locked' })
  child.kill('SIGKILL')
  await once(child, 'exit')
  await (await lockDirectory(file)).release()
})

test('a process with the id of a killed one does not hold its lock', async () => {
  const mine = await identifyProcess(process.pid)
  await writeFile(file, JSON.stringify({ ...mine, started: '1', token: 'before' }))
  await (await lockDirectory(file)).release()
})

test('a holder in another container keeps the lock while its file is touched', async () => {
  const elsewhere = { pid: 1, started: '1', world: 'another boot', token: 'elsewhere' }
  await writeFile(file, JSON.stringify(elsewhere))
  await expect(lockDirectory(file)).rejects.toMatchObject({ code: 'directory-locked' })
  const silent = new Date(Date.now() - 16_000)
  await utimes(file, silent, silent)
  await (await lockDirectory(file)).release()
})

test('a holder in another container loses the lock when its file is dated before the clock was set back', async () => {
  const elsewhere = { pid: 1, started: '1', world: 'another boot', token: 'elsewhere' }
  await writeFile(file, JSON.stringify(elsewhere))
  await writeFile(`${file}.turn`, '')
  const ahead = new Date(Date.now() + 86_400_000)
  for (const name of [file, `${file}.turn`]) await utimes(name, ahead, ahead)
  await (await lockDirectory(file)).release()
})

test('a process waits for a holder whose server has ended', async () => {
  const orphan = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
  const server = spawn(process.execPath, ['-e', ''])
  const serverIdentity = await identifyProcess(server.pid ?? 0)
  await once(server, 'exit')
  const holder = { ...(await identifyProcess(orphan.pid ?? 0)), token: 'orphan' }
  await writeFile(file, JSON.stringify({ ...holder, server: serverIdentity }))
  const taken: string[] = []
  const locking = lockDirectory(file).then((lock) => {
    taken.push('taken')
    return lock
  })
  // As many looks as it takes: the lock is there as long as the holder runs.
  for (let look = 0; look < 20; look += 1) expect((await readdir(dir)).length).toBeGreaterThan(0)
  expect(taken).toEqual([])
  orphan.kill('SIGKILL')
  await (await locking).release()
  expect(await readdir(dir)).toEqual([])
})

test.each(['', '{"pid":', '[]', '{"pid":"1"}'])(
  'a lock file with %j has no holder',
  async (text) => {
    await writeFile(file, text)
    const lock = await lockDirectory(file)
    expect(JSON.parse(await readFile(file, 'utf8')).pid).toBe(process.pid)
    await lock.release()
  },
)

test('one of many processes that find a dead holder at the same time gets the lock', async () => {
  for (let round = 0; round < 20; round += 1) {
    await writeFile(file, '')
    const attempts = Array.from({ length: 8 }, () => lockDirectory(file))
    const locks = (await Promise.allSettled(attempts)).filter((one) => one.status === 'fulfilled')
    expect(locks.length).toBe(1)
    for (const lock of locks) await lock.value.release()
    expect(await readdir(dir)).toEqual([])
  }
})
