import { setImmediate as turn } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '@/lib/database/database'
import { listEvents } from '@/lib/index/read/list-events'
import type { Viewer } from '@/lib/index/read/viewer'
import { writeIndex } from '@/lib/index/write/write-index'
import { openTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { buildIndexWrite } from '@/lib/testing/index-write'
import { buildArtifact, buildTag, fakeOid } from '@/lib/testing/registry-artifact'
import type { EventPage } from '@/lib/views/event'
import { MAX_EXPORTS, openExport } from './open-export'
import type { FileType } from './operations'

const allRepos: Viewer = { repos: 'all' }
const PAGE = 2

const churn = buildArtifact('churn', [
  buildTag('churn@v1.0.0', { minutes: 1, message: 'First' }),
  buildTag('churn#dev#1', { minutes: 2, message: '=HYPERLINK("https://x")\nTwo' }),
  buildTag('churn#dev#2', { minutes: 3, tagger: { name: '@Eve, "x"', email: 'eve@x' } }),
  buildTag('churn#prod#3', { minutes: 4 }),
  buildTag('churn#prod#4', { minutes: 5, signature: 'ssh' }),
])

let seeded: TestDatabase
let db: Database

beforeAll(async () => {
  seeded = await openTestDatabase('embedded')
  db = seeded.database
  await writeIndex(db, buildIndexWrite({ artifacts: [churn] }))
})

afterAll(() => seeded.remove())

async function open(
  type: FileType,
  {
    fail = null,
    stallMs,
  }: { readonly fail?: number | null; readonly stallMs?: number | undefined } = {},
) {
  const reads: (string | undefined)[] = []
  const left = new AbortController()
  const readPage = async (before: string | undefined): Promise<EventPage> => {
    if (reads.length === fail) throw new Error('no database')
    reads.push(before)
    return await listEvents(db, allRepos, { before, limit: PAGE })
  }
  const stream = await openExport({ type, readPage, signal: left.signal }, stallMs)
  return { stream, reads, left }
}

async function read(type: FileType): Promise<string> {
  const { stream } = await open(type)
  return await new Response(stream).text()
}

const COLUMNS =
  'kind,repo,artifact,version,stage,tag,oid,commit,at,tagger.name,tagger.email,actor,approvers,reason,message,' +
  'signature.status,signature.verdict,signature.policy,signature.format,signature.signer,signature.key,rejected,anomalies'

test('a file for spreadsheets has every event of every page', async () => {
  const text = await read('text/csv')
  const oid = (tag: string, minutes: number) => fakeOid(`tag ${tag} a ${minutes}`)
  const commit = fakeOid('a')
  const ana = 'Ana,ana@example.com'
  const unsigned = 'unsigned,unsigned,warn,,,,false,'
  expect(text.split('\r\n')).toEqual([
    COLUMNS,
    `assignment,ml,churn,v1.0.0,prod,churn#prod#4,${oid('churn#prod#4', 5)},${commit},2023-06-01T02:05:00+02:00,${ana},,,,Tag churn#prod#4,unsupported,unsupported,warn,ssh,,,false,`,
    `assignment,ml,churn,v1.0.0,prod,churn#prod#3,${oid('churn#prod#3', 4)},${commit},2023-06-01T02:04:00+02:00,${ana},,,,Tag churn#prod#3,${unsigned}`,
    `assignment,ml,churn,v1.0.0,dev,churn#dev#2,${oid('churn#dev#2', 3)},${commit},2023-06-01T02:03:00+02:00,"'@Eve, ""x""",eve@x,,,,Tag churn#dev#2,${unsigned}`,
    `assignment,ml,churn,v1.0.0,dev,churn#dev#1,${oid('churn#dev#1', 2)},${commit},2023-06-01T02:02:00+02:00,${ana},,,,"'=HYPERLINK(""https://x"")\nTwo",${unsigned}`,
    `registration,ml,churn,v1.0.0,,churn@v1.0.0,${oid('churn@v1.0.0', 1)},${commit},2023-06-01T02:01:00+02:00,${ana},,,,First,${unsigned}`,
    '',
  ])
})

test('a file of JSON has the events as the list has them', async () => {
  const { items } = await listEvents(db, allRepos, { limit: 50 })
  expect(items.length).toBe(5)
  expect(JSON.parse(await read('application/json'))).toEqual({ items })
})

test('files without an event are whole', async () => {
  const readPage = async (): Promise<EventPage> => ({ items: [], next: null })
  const { signal } = new AbortController()
  const readNone = async (type: FileType) =>
    await new Response(await openExport({ type, readPage, signal })).text()
  expect(await readNone('text/csv')).toBe(`${COLUMNS}\r\n`)
  expect(JSON.parse(await readNone('application/json'))).toEqual({ items: [] })
})

test('pages are read as the client receives them, and none after it has left', async () => {
  const { stream, reads, left } = await open('text/csv')
  const reader = stream?.getReader()
  await reader?.read()
  await turn()
  expect(reads).toHaveLength(1)
  await reader?.read()
  await turn()
  expect(reads).toHaveLength(2)
  left.abort()
  expect(await reader?.read()).toEqual({ done: true, value: undefined })
  expect(reads).toHaveLength(2)
})

test('an error at the beginning is thrown, and a later one breaks the file', async () => {
  await expect(open('text/csv', { fail: 0 })).rejects.toThrow('no database')
  const { stream } = await open('text/csv', { fail: 1 })
  await expect(new Response(stream).text()).rejects.toThrow('no database')
})

test('a client that stops receiving is left', async () => {
  const { stream } = await open('text/csv', { stallMs: 1 })
  const reader = stream?.getReader()
  await expect(reader?.closed).rejects.toThrow('stopped receiving')
})

test('the server opens no more exports than the maximum, and each that ends makes room', async () => {
  const all = await Promise.all(Array.from({ length: MAX_EXPORTS }, () => open('text/csv')))
  expect(all.map(({ stream }) => stream !== null)).toEqual(all.map(() => true))
  expect((await open('text/csv')).stream).toBe(null)
  const [first, second] = all
  await first?.stream?.cancel()
  second?.left.abort()
  const next = [await open('text/csv'), await open('text/csv'), await open('text/csv')]
  expect(next.map(({ stream }) => stream !== null)).toEqual([true, true, false])
  await new Response(next[0]?.stream).text()
  expect((await open('text/csv')).stream).not.toBe(null)
})
