import { setImmediate as turn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { Viewer } from '@/lib/index/read/viewer'
import type { Follower } from '@/lib/promote/view/follow-changes'
import { MAX_STREAMS, openStream, TIMES } from './open-stream'

const everyone: Viewer = { repos: 'all' }

/** A stream whose source the test controls. */
function open(
  times: Partial<typeof TIMES> = {},
  readViewer: () => Promise<Viewer | null> = async () => everyone,
) {
  const followers = new Set<Follower>()
  const left = new AbortController()
  const stream = openStream(
    {
      viewer: everyone,
      readViewer,
      follow: (follower) => {
        followers.add(follower)
        return () => void followers.delete(follower)
      },
      signal: left.signal,
    },
    { ...TIMES, ...times },
  )
  const reader = stream?.getReader()
  const read = async () => {
    const part = await reader?.read()
    return part?.value === undefined ? null : Buffer.from(part.value).toString()
  }
  /** Repositories by slug, each as the JSON that is given. */
  const tell = (repos: Readonly<Record<string, string>>, waiting = '[]') => {
    const texts = Object.entries(repos).map(([slug, text]) => ({ slug, text }))
    for (const follower of followers) follower.tell({ repos: texts, waiting })
  }
  return { followers, left, reader, read, tell, isOpen: stream !== null }
}

test('the stream sends each change once, and only the repositories that changed', async () => {
  const { read, tell, reader } = open()
  tell({ churn: '1', fraud: '2' })
  expect(await read()).toBe('event: waiting\ndata: []\n\ndata: [1,2]\n\n')
  const next = read()
  tell({ churn: '1', fraud: '2' })
  tell({ churn: '1', fraud: '3' })
  expect(await next).toBe('event: changed\ndata: [3]\n\n')
  const last = read()
  tell({ churn: '1', fraud: '3' }, '[["a"]]')
  expect(await last).toBe('event: waiting\ndata: [["a"]]\n\n')
  await reader?.cancel()
})

test('the stream sends all repositories when there are others than before', async () => {
  const { read, tell, reader } = open()
  tell({ churn: '1' })
  await read()
  tell({ churn: '1', fraud: '2' })
  expect(await read()).toBe('data: [1,2]\n\n')
  tell({ churn: '1', risk: '2' })
  expect(await read()).toBe('data: [1,2]\n\n')
  tell({})
  expect(await read()).toBe('data: []\n\n')
  await reader?.cancel()
})

test('a slow reader receives only the latest change', async () => {
  const { read, tell, reader } = open()
  for (let change = 1; change <= 1000; change += 1) tell({ churn: `${change}`, fraud: '0' })
  expect(await read()).toBe('event: waiting\ndata: []\n\ndata: [1,0]\n\n')
  expect(await read()).toBe('event: changed\ndata: [1000]\n\n')
  await reader?.cancel()
})

test('a stream that is cancelled or left stops listening', async () => {
  const cancelled = open()
  const left = open()
  expect([cancelled.followers.size, left.followers.size]).toEqual([1, 1])
  await cancelled.reader?.cancel()
  left.left.abort()
  expect([cancelled.followers.size, left.followers.size]).toEqual([0, 0])
})

test('a stream ends after its time, and when the state cannot be read', async () => {
  const old = open({ life: 1 })
  expect([await old.read(), old.followers.size]).toEqual([null, 0])
  const failed = open()
  for (const { fail } of failed.followers) fail()
  expect([await failed.read(), failed.followers.size]).toEqual([null, 0])
})

test('a listener is told when the right to read ends, and sees other repositories when it changes', async () => {
  const viewers: (Viewer | null)[] = [{ repos: ['churn'] }, null]
  const { read, followers } = open({ right: 1 }, async () => viewers.shift() ?? null)
  const [follower] = followers
  const ended = read()
  while (follower?.viewer().repos === 'all') await turn()
  expect(follower?.viewer()).toEqual({ repos: ['churn'] })
  expect(await ended).toBe('event: ended\ndata: ended\n\n')
  expect([await read(), followers.size]).toEqual([null, 0])
})

test('a stream without changes sends comments', async () => {
  const { read, reader } = open({ right: 1, keepAlive: 0 })
  expect(await read()).toBe(': still here\n\n')
  await reader?.cancel()
})

test('the server opens no more streams than the maximum', async () => {
  const streams = Array.from({ length: MAX_STREAMS }, () => open())
  expect(streams.map(({ isOpen }) => isOpen)).toEqual(streams.map(() => true))
  expect(open().isOpen).toBe(false)
  for (const { reader } of streams) await reader?.cancel()
  const next = open()
  expect(next.isOpen).toBe(true)
  await next.reader?.cancel()
})
