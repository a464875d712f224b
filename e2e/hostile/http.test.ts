import { connect, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, expect, test, vi } from 'vitest'
import {
  countOpenFiles,
  listProcesses,
  listPrograms,
  readCpuSeconds,
  readMemory,
} from '@/lib/testing/process-tree'
import { listEntryPoints } from '../access/list-entry-points'
import { asAdmin } from '../admin-token'
import { resolveStage } from './ask-server'
import { MODEL } from './attack'
import { type HostileWorld, openHostileWorld } from './open-world'
import { readAnswer } from './read-answers'
import { watchServer } from './watch-server'

/** One server for all, until one of them has harmed it. */
let world: HostileWorld | null = null
let url = ''
let pid = 0

afterAll(() => world?.close())

/** A test that nothing else happens to the server while it is attacked. */
async function attack(run: () => Promise<void>): Promise<void> {
  world ??= await openHostileWorld([])
  const { server, close } = world
  url = server.url
  pid = server.pid
  const watch = watchServer(url, pid)
  try {
    await vi.waitUntil(() => resolveStage(url), 200_000)
    await run()
    expect((await watch.stop()).failures).toEqual([])
    expect(server.errors()).toBe('')
  } catch (error) {
    await watch.stop()
    await close()
    world = null
    throw error
  }
}

/** The share of one core that the server and its child processes take while nothing is asked of them. */
async function measureIdle(): Promise<number> {
  const before = readCpuSeconds(listProcesses(pid))
  await pause(4_000)
  return (readCpuSeconds(listProcesses(pid)) - before) / 4
}

/** That the server comes to rest, as soon as it has done what it was asked. */
async function expectIdle(): Promise<void> {
  await expect.poll(measureIdle).toBeLessThan(IDLE)
}

const IDLE = 0.15

/** Nothing here takes that long but what hangs. */
const BRIEF_MS = 120_000

const EVENTS = '/api/v1/repos/events'

const entryPoints = listEntryPoints()
  .map((entry) => entry.split(' ') as [string, string])
  .filter(([, address]) => address.startsWith('/'))
const withGet = new Set(
  entryPoints.filter(([method]) => method === 'GET').map(([, address]) => address),
)
/** Those that act on POST and have no GET, and the stream. */
const withoutHead = entryPoints
  .filter(([method, address]) => method === 'POST' && !withGet.has(address))
  .map(([, address]) => address)

/** An address of the form that the sources have. */
function fillAddress(address: string): string {
  return address
    .replace('[repo]', 'good')
    .replace('[slug]', 'good')
    .replace('[name]', MODEL)
    .replace('[command]', 'register')
    .replace('[id]', '00000000-0000-4000-8000-000000000000')
    .replace('[provider]', 'github')
    .replace('[...path]', 'nothing')
}

function askHead(address: string): Promise<number | string> {
  const init = {
    method: 'HEAD',
    redirect: 'manual',
    signal: AbortSignal.timeout(BRIEF_MS),
  } as const
  return fetch(url + fillAddress(address), init).then(
    ({ status }) => status,
    (error) => `${address}: ${error}`,
  )
}

test.each([...new Set([...withoutHead, EVENTS])])('HEAD of %s is not allowed', (address) =>
  attack(async () => expect(await askHead(address)).toBe(405)),
)

test('200 HEAD requests, of the stream and of every address, leave the processors idle', () =>
  attack(async () => {
    const all = [...new Set(entryPoints.map(([, address]) => address))]
    const asked = Array.from({ length: 200 }, (_, at) => [EVENTS, all[at % all.length] ?? '/'])
    const answers = await Promise.all(asked.flat().map(askHead))
    expect(answers.filter((answer) => typeof answer === 'string')).toEqual([])
    await expectIdle()
  }))

test('300 dropped streams of events cost nothing afterwards', () =>
  attack(async () => {
    const before = countOpenFiles(pid)
    for (let round = 0; round < 5; round += 1) {
      const stopping = new AbortController()
      const open = () => fetch(url + EVENTS, { signal: stopping.signal }).catch(() => null)
      const streams = Array.from({ length: 60 }, open)
      await Promise.race([Promise.all(streams), pause(3_000)])
      stopping.abort()
      await Promise.all(streams)
    }
    await expect.poll(() => countOpenFiles(pid)).toBeLessThan(before + 20)
    await expectIdle()
  }))

function openSocket(): Promise<Socket> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  socket.on('error', () => {}) // the server may close it at any time
  socket.resume()
  return new Promise((resolve) => {
    socket.once('connect', () => resolve(socket))
    socket.once('close', () => resolve(socket))
  })
}

const isOpen = (socket: Socket) => !socket.destroyed && socket.writable

const POST = `POST /api/v1/repos/good/commands HTTP/1.1\r
Host: a\r
Authorization: ${asAdmin.authorization}\r
Content-Type: application/json\r
Transfer-Encoding: chunked\r
\r
`

test('120 bodies without an end take no memory', () =>
  attack(async () => {
    const before = readMemory(pid)
    const sockets = await Promise.all(Array.from({ length: 120 }, openSocket))
    for (const socket of sockets) socket.write(POST)
    const size = 64 * 1024
    const chunk = Buffer.from(`${size.toString(16)}\r\n${'a'.repeat(size)}\r\n`)
    for (let sent = 0; sent < 10 * 1024 * 1024; sent += size) {
      for (const socket of sockets.filter(isOpen)) {
        if (socket.writableLength < size) socket.write(chunk)
      }
      await pause(20)
    }
    await pause(1_000)
    const after = readMemory(pid)
    for (const socket of sockets) socket.destroy()
    expect((after - before) / 1024 / 1024).toBeLessThan(200)
  }))

test('the server ends 200 requests with slow headers', () =>
  attack(async () => {
    const sockets = await Promise.all(Array.from({ length: 200 }, openSocket))
    for (const socket of sockets) socket.write('GET / HTTP/1.1\r\nHost: a\r\nX-Slow: ')
    const dripping = setInterval(() => {
      for (const socket of sockets.filter(isOpen)) socket.write('a')
    }, 1_000)
    try {
      await vi.waitUntil(() => !sockets.some(isOpen), { timeout: 200_000, interval: 500 })
    } finally {
      clearInterval(dripping)
      for (const socket of sockets) socket.destroy()
    }
  }))

test('60 concurrent pages that read the repository start few git processes', () =>
  attack(async () => {
    let most = 0
    const counting = setInterval(() => {
      most = Math.max(most, listPrograms(pid).filter((name) => name.startsWith('git')).length)
    }, 2)
    const pages = Array.from({ length: 60 }, (_, at) =>
      readAnswer(url, `/models/good/${MODEL}/commands/register?n=${at}`),
    )
    const answers = await Promise.all(pages)
    clearInterval(counting)
    expect(answers.map(({ status }) => status).filter((status) => status !== 200)).toEqual([])
    expect(most).toBeLessThanOrEqual(8)
  }))

test.each(['GET', 'POST'])('a page of another site gets nothing from the API by %s', (method) =>
  attack(async () => {
    const address = method === 'GET' ? '/api/v1/models' : '/api/v1/repos/good/sync'
    const ask = (site: string) =>
      fetch(url + address, {
        ...{ method, signal: AbortSignal.timeout(BRIEF_MS) },
        headers: { ...asAdmin, 'sec-fetch-site': site, 'sec-fetch-mode': 'cors' },
      })
    const refused = await ask('cross-site')
    expect(refused.status).toBe(403)
    expect(await refused.text()).not.toContain(MODEL)
    for (const site of ['same-origin', 'none']) {
      expect((await ask(site)).status).toBe(method === 'GET' ? 200 : 202)
    }
  }),
)

test.each([
  '/api/v1/repos/good/commands',
  `/api/v1/models/good/${MODEL}/commands`,
  '/api/v1/commands/00000000-0000-4000-8000-000000000000/decision',
])('a body of more than 128 KB is refused by %s', (address) =>
  attack(async () => {
    const ask = (length: number) =>
      fetch(url + address, {
        ...{ method: 'POST', signal: AbortSignal.timeout(BRIEF_MS) },
        headers: { ...asAdmin, 'content-type': 'application/json' },
        body: JSON.stringify({ reason: 'a'.repeat(length) }),
      })
    for (const length of [140_000, 3_000_000, 20_000_000]) {
      const response = await ask(length)
      expect([length, response.status]).toEqual([length, 413])
      expect((await response.json()).error.code).toBeTypeOf('string')
    }
    expect((await ask(1_000)).status).toBe(400)
  }),
)

test('pages and their actions are no way around the limit of a body', () =>
  attack(async () => {
    const body = new FormData()
    body.set('reason', 'a'.repeat(5_000_000))
    const response = await fetch(`${url}/models/good/${MODEL}`, {
      ...{ method: 'POST', body, signal: AbortSignal.timeout(BRIEF_MS) },
      headers: { origin: url },
    })
    expect(response.status).toBeGreaterThanOrEqual(400)
    expect((await response.text()).length).toBeLessThan(1_000_000)
  }))
