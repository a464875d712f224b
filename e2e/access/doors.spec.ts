import { execFileSync } from 'node:child_process'
import { test as base, expect } from '@playwright/test'
import { ask, readAction, readStatus, send } from './ask'
import { encodeForm } from './encode-action'
import { type Asked, formRequest } from './form-request'
import { listActionFiles } from './list-entry-points'
import { HIDDEN, HIDDEN_LABEL } from './repos'
import { ROWS, type Row, SUBJECTS, type Subject } from './rows'
import { type AccessWorld, ASKER, openAccessWorld } from './world'

const test = base.extend<object, { readonly world: AccessWorld }>({
  world: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures from the pattern
    async ({}, use) => {
      const world = await openAccessWorld()
      await use(world)
      await world.close()
    },
    { scope: 'worker', timeout: 600_000 },
  ],
})

test('the build has the actions of the sources, and no other', ({ world }) => {
  expect(Object.keys(world.actions).sort()).toEqual(Object.values(listActionFiles()).flat().sort())
})

const ORIGINS = {
  'no origin': () => undefined,
  'the origin null': () => 'null',
  'another site': () => 'https://evil.example.com',
  'another port of the same host': (own: string) => own.replace(/\d+$/, '1'),
  'a sibling subdomain': (own: string) => own.replace('127.0.0.1', 'sub.127.0.0.1'),
}

for (const [name, formOrigin] of Object.entries(ORIGINS)) {
  test(`the server changes nothing for a request with ${name}`, async ({ world }) => {
    const origin = formOrigin(world.server.url)
    const rows = ROWS.filter(
      ({ entry, what }) => /^ACTION|^POST \/api\/auth\//.test(entry) && what !== 'accept-loss',
    )
    const asked: Asked[] = []
    for (const row of rows) asked.push(await formRequest(world, row, 'admin'))
    const before = await readState(world)
    for (const one of asked) {
      const answers = await askFrom(world, one, origin)
      expect(answers.map((answer) => `${one.url} ${answer}`)).toEqual(
        answers.map(() => expect.stringMatching(/ (?:in|500)$/)),
      )
    }
    expect(await readState(world)).toEqual(before)
  })
}

test('an entry point that refuses HEAD names the allowed method', async ({ world }) => {
  const heads = ROWS.filter(({ entry }) => entry.startsWith('HEAD '))
  const answers = await Promise.all(
    heads.map(async (row) => {
      const response = await send(world, await formRequest(world, row, 'anonymous'), 'anonymous')
      return [row.entry, response.headers.get('allow')]
    }),
  )
  const expected = heads.map(({ entry }) => {
    const has = (method: string) => ROWS.some((row) => row.entry === entry.replace('HEAD', method))
    return [entry, ['GET', 'POST', 'DELETE'].find(has)]
  })
  expect(answers).toEqual(expected)
})

for (const row of ROWS) {
  test(`${row.entry} (${row.what}) authorizes the subjects of the table`, async ({ world }) => {
    const isDone = (subject: Subject) => /^2/.test(row.cells[subject])
    const refused = SUBJECTS.filter((subject) => !isDone(subject))
    const requests: { readonly subject: Subject; readonly asked: Asked }[] = []
    for (const subject of refused) {
      requests.push({ subject, asked: await formRequest(world, row, subject) })
    }
    const read = () =>
      /^(?:(?:POST|DELETE) \/api\/v1|ACTION)/.test(row.entry) ? readState(world) : null
    const before = await read()
    const answers = await Promise.all(requests.map((one) => askOne(world, row, one)))
    expect(await read()).toEqual(before)
    for (const subject of SUBJECTS.filter(isDone)) {
      const asked = await formRequest(world, row, subject)
      answers.push(await askOne(world, row, { subject, asked }))
    }
    const got = new Map(answers)
    expect(SUBJECTS.map((subject) => [subject, got.get(subject)])).toEqual(
      Object.entries(row.cells),
    )
  })
}

/** The cell, once it is certain that the answer shows nothing of a repository that is not there for the subject. */
async function askOne(
  world: AccessWorld,
  row: Row,
  formed: { readonly subject: Subject; readonly asked: Asked },
): Promise<readonly [Subject, string]> {
  const { subject, asked } = formed
  const { cell, text } = await ask(world, row, formed)
  const isSeen = subject === 'insider' || subject === 'elsewhere'
  // An answer may repeat what it was asked.
  const isNamed = subject === 'outsider' && (asked.method === 'POST' || asked.url.includes(HIDDEN))
  const hidden = isNamed ? HIDDEN_LABEL : HIDDEN
  if (!isSeen) expect(text.includes(hidden), `${subject} is shown ${hidden}`).toBe(false)
  return [subject, cell]
}

/** What an admin is answered whose browser says this origin: of an action, with scripts and without. */
async function askFrom(
  world: AccessWorld,
  { action, ...asked }: Asked,
  origin: string | undefined,
): Promise<readonly string[]> {
  const { origin: _own, ...rest } = asked.headers as Record<string, string>
  const headers = origin === undefined ? rest : { ...rest, origin }
  const response = await send(world, { ...asked, headers }, 'admin')
  if (action === undefined) return [readStatus(response)]
  const said: Record<string, string> = origin === undefined ? {} : { origin }
  const body = encodeForm(action.id, action.fields)
  const plain = await send(world, { ...asked, headers: said, body }, 'admin')
  return [readAction(response, await response.text()), readStatus(plain)]
}

/** All that a refused request must leave as it is: the refs of the remotes, what waits or was written in the journal, views,
 *  and, in a page of a signed-in person, the tokens. */
async function readState({ remotes, server, means }: AccessWorld) {
  const refs = Object.values(remotes).map(({ dir }) =>
    execFileSync('git', ['-C', dir, 'for-each-ref']).toString(),
  )
  const headers = { authorization: `Bearer ${ASKER}` }
  const { items } = await (await fetch(`${server.url}/api/v1/commands`, { headers })).json()
  // That the rules said no stays there to be read.
  const journal = items.filter(({ state }: { readonly state: string }) => state !== 'refused')
  const page = await means.admin.session?.visit(`${server.url}/settings?tab=tokens`)
  const tokens = (await page?.text())?.match(/name="id" value="[^"]+"/g)
  const views = await means.admin.session?.visit(`${server.url}/api/v1/views`)
  return { refs, journal, tokens, views: await views?.json(), page: page?.status }
}
