import { expect, test } from 'vitest'
import { createSharedRuns } from './shared-runs'

/** Runs that end when they are told to, and answer with their number. */
function createRuns() {
  const shared = createSharedRuns<number>()
  const started: { begin: () => void; end: () => void; signal: AbortSignal }[] = []
  const waiting: (() => void)[] = []
  const start = (begin: () => void, signal: AbortSignal) =>
    new Promise<number>((resolve, reject) => {
      const number = started.length
      signal.addEventListener('abort', () => reject(new Error('aborted')))
      if (signal.aborted) reject(new Error('aborted'))
      started.push({ begin, signal, end: () => resolve(number) })
      for (const go of waiting.splice(0)) go()
    })
  const nextStart = () => new Promise<void>((resolve) => waiting.push(resolve))
  return { started, nextStart, join: (signal?: AbortSignal) => shared.join('key', start, signal) }
}

test('callers share a run until it begins, and the next one after that', async () => {
  const { started, nextStart, join } = createRuns()
  let start = nextStart()
  const first = [join(), join()]
  await start
  first.push(join())
  started[0]?.begin()
  const second = [join(), join(), join()]
  start = nextStart()
  started[0]?.end()
  expect(await Promise.all(first)).toEqual([0, 0, 0])
  await start
  started[1]?.begin()
  started[1]?.end()
  expect(await Promise.all(second)).toEqual([1, 1, 1])
  expect(started.length).toBe(2)
})

test('a run ends when its last caller is stopped, and the next one begins', async () => {
  const { started, nextStart, join } = createRuns()
  const [one, two, waiting] = Array.from({ length: 3 }, () => new AbortController())
  let start = nextStart()
  const stopped = [join(one?.signal), join(two?.signal)]
  await start
  started[0]?.begin()
  const never = join(waiting?.signal)
  waiting?.abort()
  await expect(never).rejects.toMatchObject({ code: 'killed' })
  one?.abort()
  await expect(stopped[0]).rejects.toMatchObject({ code: 'killed' })
  expect(started[0]?.signal.aborted).toBe(false)
  const next = join()
  two?.abort()
  await expect(stopped[1]).rejects.toThrow('aborted')
  while (started.length < 3) {
    start = nextStart()
    await start
  }
  expect(started[1]?.signal.aborted).toBe(true)
  started[2]?.end()
  expect(await next).toBe(2)
})

test('a failed run fails only for its callers', async () => {
  const shared = createSharedRuns<number>()
  const fails = shared.join('key', async () => {
    throw new RangeError('failed')
  })
  await expect(fails).rejects.toThrow(RangeError)
  expect(await shared.join('key', async () => 1)).toBe(1)
  await expect(shared.join('key', async () => 1, AbortSignal.abort())).rejects.toMatchObject({
    code: 'killed',
  })
})
