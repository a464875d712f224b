import { spawn } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { createTempDir } from '@/lib/testing/temp-dir'
import { buildPrograms } from '../../scripts/steps/build-programs.mjs'
import { openWorkerPool, type PoolOptions, type WorkerPool } from './worker-pool'

const folder = createTempDir('programs')
const program = path.join(folder, 'worker-program.mjs')
const LIMITS = { cpuSeconds: 60, wallSeconds: 60 }

beforeAll(() => buildPrograms(folder, ['lib/testing/worker-program.ts']))

const pools: WorkerPool[] = []
afterEach(async () => {
  for (const pool of pools.splice(0)) await pool.stop()
})

function openPool(options: Partial<PoolOptions> = {}): WorkerPool & { ended: number[] } {
  const ended: number[] = []
  const pool = openWorkerPool({
    program,
    setup: null,
    workers: 1,
    tasksPerWorker: 8,
    idleWorkers: 0,
    heapMegabytes: 64,
    memoryMegabytes: 1024,
    env: {},
    reviveError: ({ message, ...fields }) => Object.assign(new Error(message), fields),
    onEnd: async (pid) => void ended.push(pid),
    ...options,
  })
  pools.push(pool)
  return { ...pool, ended }
}

function task(name: string, repo = 'ml', args: object = {}) {
  return { name, repo, args: { limits: LIMITS, ...args } }
}

/** The process id that the task has written there. */
async function readPid(file: string): Promise<number> {
  const read = () => (existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0)
  await expect.poll(read).toBeGreaterThan(0)
  return read()
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

test('a task gets its arguments and returns its value unchanged', async () => {
  const pool = openPool()
  const args = { at: new Date(0), tags: new Map([['a', 1n]]), none: undefined }
  expect(await pool.run(task('echo', 'ml', args))).toEqual({ limits: LIMITS, ...args })
  await expect(pool.run(task('throw'))).rejects.toMatchObject({
    name: 'TypeError',
    message: 'no',
    code: 'why',
    oid: 'x',
  })
})

const EXCESSES = [
  ['compute', { cpuSeconds: 1, wallSeconds: 60 }, 'more than 1 seconds of processor time'],
  ['hang', { cpuSeconds: 60, wallSeconds: 1 }, 'more than 1 seconds'],
  ['fill', LIMITS, 'more than 64 MB of memory'],
] as const

test.each(EXCESSES)(
  'a task that exceeds its limits under the read lock (%s) fails alone',
  async (name, limits, why) => {
    const pool = openPool()
    const file = path.join(createTempDir('pool'), 'pid')
    const other = pool.run<number>(task('second-time', 'other', { file }))
    const first = await readPid(file)
    await expect(pool.run(task(name, 'ml', { limits }))).rejects.toMatchObject({
      code: 'limit',
      message: `Reading the repository took ${why}.`,
      refs: `refs of ${name}`,
    })
    expect(await other).not.toBe(first)
    expect(pool.ended).toEqual([first])
  },
)

test('a process that is killed from outside is replaced, and its tasks run again', async () => {
  const pool = openPool()
  const file = path.join(createTempDir('pool'), 'pid')
  const killed = pool.run<number>(task('hang-first-time', 'ml', { file }))
  const pid = await readPid(file)
  process.kill(pid, 'SIGKILL')
  expect(await killed).not.toBe(pid)
  expect(pool.ended).toEqual([pid])
})

test('a repository whose task is killed from outside twice is taken for the cause', async () => {
  const pool = openPool()
  const file = path.join(createTempDir('pool'), 'pid')
  const answer = expect(pool.run(task('hang-each-time', 'ml', { file }))).rejects.toMatchObject({
    code: 'limit',
    message: 'Reading the repository ended the process that read it, twice.',
    refs: 'refs of hang-each-time',
  })
  for (let kill = 0; kill < 2; kill += 1) {
    const pid = await readPid(file)
    rmSync(file)
    process.kill(pid, 'SIGKILL')
  }
  await answer
})

test('a repository that is slow to read occupies one process, and the others continue', async () => {
  const pool = openPool({ workers: 2 })
  const file = path.join(createTempDir('pool'), 'pid')
  const slow = expect(pool.run(task('hang-each-time', 'slow', { file }))).rejects.toMatchObject({
    code: 'stopped',
  })
  const busy = await readPid(file)
  const same = pool.run<number>(task('pid', 'slow'))
  for (const repo of ['a', 'b', 'c']) expect(await pool.run(task('pid', repo))).not.toBe(busy)
  expect(await same).toBe(busy)
  expect(pool.free()).toBe(15)
  await pool.stop()
  await slow
})

test('a task that waits for the worker of its repository delays no other repository', async () => {
  const pool = openPool({ workers: 2, tasksPerWorker: 1 })
  const file = path.join(createTempDir('pool'), 'pid')
  const stopped = { code: 'stopped' }
  const slow = expect(pool.run(task('hang-each-time', 'slow', { file }))).rejects.toMatchObject(
    stopped,
  )
  const busy = await readPid(file)
  const same = expect(pool.run(task('pid', 'slow'))).rejects.toMatchObject(stopped)
  expect(await pool.run(task('pid', 'other'))).not.toBe(busy)
  await pool.stop()
  await Promise.all([slow, same])
})

test('a pool that stops rejects its tasks and leaves no process', async () => {
  const pool = openPool()
  const pid = await pool.run<number>(task('pid'))
  const hanging = expect(pool.run(task('hang'))).rejects.toMatchObject({ code: 'stopped' })
  await pool.stop()
  await hanging
  expect(isRunning(pid)).toBe(false)
  await expect(pool.run(task('pid'))).rejects.toMatchObject({ code: 'stopped' })
})

test('a pool has stopped when the end of each process is reported', async () => {
  const reported: string[] = []
  const pool = openPool({
    workers: 2,
    onEnd: async () => {
      await pause(200)
      reported.push('ended')
    },
  })
  const hanging = ['a', 'b'].map((repo) =>
    expect(pool.run(task('hang', repo))).rejects.toMatchObject({ code: 'stopped' }),
  )
  await pool.stop()
  expect(reported).toEqual(['ended', 'ended'])
  await Promise.all(hanging)
})

test.each(['hang-each-time', 'compute'])(
  'a process ends when the process that started it is killed (%s)',
  async (name) => {
    const file = path.join(createTempDir('pool'), 'pid')
    const code = `
    import { openWorkerPool } from './lib/worker/worker-pool.ts'
    const pool = openWorkerPool({
      program: ${JSON.stringify(program)}, setup: null, workers: 1, tasksPerWorker: 8, idleWorkers: 0,
      heapMegabytes: 64, memoryMegabytes: 1024, env: {}, reviveError: () => new Error(), onEnd: async () => {},
    })
    const limits = { cpuSeconds: 600, wallSeconds: 600 }
    await pool.run({ name: ${JSON.stringify(name)}, repo: 'ml', args: { limits, file: ${JSON.stringify(file)} } })
  `
    const flags = ['--import', 'tsx', '--input-type=module', '--eval', code]
    const parent = spawn(process.execPath, flags, { stdio: ['ignore', 'inherit', 'inherit'] })
    const pid = await readPid(file)
    expect(isRunning(pid)).toBe(true)
    parent.kill('SIGKILL')
    await expect.poll(() => isRunning(pid)).toBe(false)
  },
)
