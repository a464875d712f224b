import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { type Operation, operations } from '@/app/api/v1/_api/operations'
import type { EventView } from '@/lib/views/event'
import { failure } from '@/lib/views/refusal'
import { asAdmin } from './admin-token'
import { modelPath, openApi } from './api-client'
import { expect, test } from './fixtures'

test.use({ scenario: 'demo' })

/** A file for spreadsheets, and an image, have no schema. */
type OperationName = Exclude<keyof typeof operations, FileName | 'getImage' | 'getBadge'>
type FileName = 'exportEventsAsCsv' | 'exportInsights' | 'exportInsightList'

const YOLO = modelPath('vision', 'detector:yolo')

type Call = { readonly path: string; readonly status: number; readonly data?: unknown }

/** The md5 of the customers that a model of another repository imports. */
const CUSTOMERS = '13bda8354a195f492dee3c3580cf7af8'

/** Of a dry run: nothing of it is written down. */
const REQUEST = { command: 'deprecate', requestId: '6a4e2c1a-0d5f-4a3e-9f52-0b6f4f0f0001' }
const SUMMARIZER = `${modelPath('nlp', 'summarizer')}/commands`

/** One call of each operation that has to succeed, in this order. */
const CALLS: Readonly<Record<OperationName, Call>> = {
  health: { path: '/health', status: 200 },
  ready: { path: '/ready', status: 200 },
  listRepos: { path: '/repos', status: 200 },
  syncRepo: { path: '/repos/nlp/sync', status: 202 },
  listModels: {
    path: '/models?q=label:vision,nlp -stage:canary&sort=-updated&page=1&pageSize=500&at=2100-01-01',
    status: 200,
  },
  completeSearch: { path: '/search/completions?q=label:v&caret=7&at=2100-01-01', status: 200 },
  listStages: { path: '/stages?label=customers&repo=churn&page=1&pageSize=500', status: 200 },
  getModel: { path: YOLO, status: 200 },
  getVersion: { path: `${YOLO}/versions/latest`, status: 200 },
  resolveVersion: { path: `${YOLO}/resolve?version=latest&at=2100-01-01`, status: 200 },
  compareVersions: {
    path: '/compare?from=churn/churn@production&to=churn/churn@latest',
    status: 200,
  },
  getLineage: { path: `${YOLO}/lineage?version=latest`, status: 200 },
  getData: { path: `/data/${CUSTOMERS}`, status: 200 },
  getOpenLineage: { path: `${YOLO}/openlineage?version=latest`, status: 200 },
  getPipeline: { path: '/repos/vision/pipeline', status: 200 },
  listModelEvents: {
    path: `${YOLO}/events?kind=assignment&stage=production&pageSize=500`,
    status: 200,
  },
  listEvents: {
    path: '/events?repo=churn&model="churn"&person=ana&signature=verified&kind=registration&pageSize=500&at=2100-01-01',
    status: 200,
  },
  exportEventsAsJson: { path: '/events.json?reason=new customers&stage=production', status: 200 },
  getInsights: {
    path: '/insights?q=repo:churn&since=2026-01-01&until=2026-06-30&by=label',
    status: 200,
  },
  listInsights: {
    path: '/insights/list?of=commit-to-stage&stage=production&days=3000&pageSize=500',
    status: 200,
  },
  runCommand: { path: `${SUMMARIZER}?dryRun=true`, status: 200, data: REQUEST },
  runCommands: {
    path: '/repos/nlp/commands?dryRun=true',
    status: 200,
    data: { commands: [{ model: 'summarizer', command: 'deprecate' }] },
  },
  listCommands: { path: '/commands?state=waiting', status: 200 },
  getCommand: { path: `/commands/${REQUEST.requestId}`, status: 404 },
  decideCommand: {
    path: `/commands/${REQUEST.requestId}/decision`,
    status: 404,
    data: { decision: 'approve' },
  },
  listViews: { path: '/views', status: 200 },
  saveView: {
    path: '/views',
    status: 201,
    // A name is taken once.
    get data() {
      return { name: randomUUID(), query: 'is:behind' }
    },
  },
  deleteView: { path: '/views/no-such-view', status: 404 },
}

for (const [name, { path, status, data }] of Object.entries(CALLS)) {
  test(`a program calls ${name} and is answered by its schema`, async ({ request }) => {
    const { method, answers }: Operation = operations[name as OperationName]
    const options = { method, headers: asAdmin, ...(data === undefined ? {} : { data }) }
    const response = await request.fetch(`/api/v1${path}`, options)
    expect(response.status()).toBe(status)
    expect(response.headers()['content-type']).toBe('application/json')
    expect(response.headers()['cache-control']).toBe('no-store')
    const body = await response.json()
    // Parsing drops what the schema does not name, so that equality means: nothing else is in the answer.
    expect(answers[status]?.parse(body)).toEqual(body)
  })
}

test('a program finds an answer in each list that it may ask for', async ({ request }) => {
  const api = openApi(request)
  const all = await api.listModels({ pageSize: 500 })
  expect(all.items).toHaveLength(all.total)
  expect(all.total).toBeGreaterThan(10)
  const events = await api.listEvents({ pageSize: 500 })
  expect(events).toMatchObject({ next: null })
  const repos = await api.listRepos()
  expect(events.items).toHaveLength(repos.reduce((sum, repo) => sum + repo.events, 0))
  expect(all.total).toBe(repos.reduce((sum, repo) => sum + repo.models, 0))
})

test('a program filters events by person, model, signature and reason', async ({ request }) => {
  const api = openApi(request)
  const all = await api.listAllEvents({ pageSize: 500 })
  const isBy = (part: string) => (event: EventView) =>
    [event.tagger.name, event.tagger.email, event.actor, event.signature.signer, ...event.approvers]
      .join('\n')
      .toLowerCase()
      .includes(part)
  const byAna = all.filter(isBy('ana'))
  expect(byAna.length).toBeGreaterThan(3)
  expect(byAna.length).toBeLessThan(all.length)
  expect(await api.listAllEvents({ person: 'ANA', pageSize: 3 })).toEqual(byAna)
  const parts = all.filter((event) => event.artifact.includes('detector'))
  expect(await api.listAllEvents({ model: 'DETECTOR' })).toEqual(parts)
  const whole = all.filter((event) => event.artifact === 'churn' && event.repo === 'churn')
  expect(await api.listAllEvents({ model: '"churn"', repo: '"churn"' })).toEqual(whole)
  const verified = all.filter((event) => event.signature.status === 'verified')
  expect(verified.length).toBeGreaterThan(0)
  expect(await api.listAllEvents({ signature: 'verified' })).toEqual(verified)
  const answer = await request.get('/api/v1/models/churn/churn/events', {
    params: { person: 'ana', signature: 'verified', pageSize: 500 },
  })
  expect((await answer.json()).items).toEqual(
    whole.filter(isBy('ana')).filter((event) => event.signature.status === 'verified'),
  )
})

test('a program downloads all events that pass a filter, in two forms', async ({ request }) => {
  const expected = await openApi(request).listAllEvents({ kind: 'registration', pageSize: 500 })
  const day = new Date().toISOString().slice(0, 10)
  const json = await request.get('/api/v1/events.json?kind=registration')
  expect(await json.json()).toEqual({ items: expected })
  const csv = await request.get('/api/v1/events.csv?kind=registration')
  const lines = (await csv.text()).split('\r\n')
  expect(lines[0]).toMatch(/^kind,repo,artifact,version,stage,tag,oid,commit,at,tagger\.name,/)
  expect(lines.slice(1, -1).map((line) => line.split(',')[6])).toEqual(
    expected.map((event) => event.oid),
  )
  for (const [answer, type, name] of [
    [json, 'application/json', `signet-events-${day}.json`],
    [csv, 'text/csv; charset=utf-8; header=present', `signet-events-${day}.csv`],
  ] as const) {
    expect(answer.headers()).toMatchObject({
      'content-type': type,
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    })
  }
  expect((await request.head('/api/v1/events.csv')).status()).toBe(405)
})

test('a program pages through models and events and misses none', async ({ request }) => {
  const api = openApi(request)
  const all = await api.listModels({ pageSize: 500 })
  const paged = []
  for (let page = 1; paged.length < all.total; page += 1) {
    paged.push(...(await api.listModels({ page, pageSize: 4 })).items)
  }
  expect(paged).toEqual(all.items)
  expect((await api.listModels({ page: 1000, pageSize: 4 })).items).toEqual([])

  const events = await api.listEvents({ pageSize: 500 })
  expect(await api.listAllEvents({ pageSize: 7 })).toEqual(events.items)
  const ofModel = events.items.filter((one) => one.artifact === 'churn' && one.repo === 'churn')
  const answer = await request.get('/api/v1/models/churn/churn/events?pageSize=500')
  expect((await answer.json()).items).toEqual(ofModel)
})

const RESOLUTIONS: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
  ['/models/churn/churn/resolve?version=latest', { version: 'v2.1.0', tag: 'churn@v2.1.0' }],
  ['/models/churn/churn/resolve?version=v1.0.0', { version: 'v1.0.0', tag: 'churn@v1.0.0' }],
  [
    '/models/churn/churn/resolve?stage=production',
    { version: 'v2.0.0', path: 'models/churn.pkl', uri: null },
  ],
  [
    '/models/nlp/summarizer/resolve?version=latest',
    { version: 'v0.3.0', path: null, uri: 'https://models.example.com/summarizer/' },
  ],
]

for (const [path, expected] of RESOLUTIONS) {
  test(`a pipeline requests ${path}`, async ({ request }) => {
    const response = await request.get(`/api/v1${path}`)
    expect(response.status()).toBe(200)
    expect(await response.json()).toMatchObject(expected)
  })
}

const REFUSED: readonly (readonly [path: string, status: number, said: RegExp])[] = [
  ['/models?page=0', 400, /page/],
  ['/models?page=one', 400, /page/],
  ['/models?pageSize=0', 400, /pageSize/],
  ['/models?pageSize=501', 400, /pageSize.*500/],
  ['/models?sort=size', 400, /sort.*this is not one of match, name, /],
  ['/models?colour=red', 400, /colour/],
  [`/models?q=${'x'.repeat(501)}`, 400, /q.*500/],
  ['/events?kind=promotion', 400, /kind.*"registration"/],
  ['/events?pageSize=501', 400, /pageSize.*500/],
  ['/events?signature=good', 400, /signature.*"verified"\|"untrusted".*"rejected"/],
  ['/events?person=', 400, /person.*1/],
  [`/events?reason=${'x'.repeat(301)}`, 400, /reason.*300/],
  ['/events?artifact=churn', 400, /artifact/],
  ['/events.csv?pageSize=5', 400, /pageSize/],
  ['/events.csv?kind=promotion', 400, /kind.*"registration"/],
  ['/events.json?before=x', 400, /before/],
  ['/models/churn/churn/events?model=churn', 400, /model/],
  ['/events?limit=5', 400, /limit/],
  ['/events?before=yesterday', 400, /before/],
  ['/models/churn/churn/events?repo=churn', 400, /repo/],
  ['/models/churn/churn/resolve', 400, /stage.*version/],
  ['/models/churn/churn/resolve?stage=dev&version=latest', 400, /stage.*version/],
  ['/models/churn/%E0%A4%A', 400, /percent-encoded/],
  ['/repos?page=2', 400, /page/],
  ['/models/churn/no-such-model', 404, /no-such-model/],
  ['/models/no-such-repo/churn', 404, /no-such-repo/],
  ['/models/churn/a%00b', 404, /no model/],
  ['/models/churn/no-such-model/events', 404, /no-such-model/],
  ['/models/churn/no-such-model/resolve?stage=dev', 404, /no-such-model/],
  ['/models/churn/churn/resolve?stage=no-such-stage', 404, /no-such-stage/],
  ['/models/churn/churn/resolve?version=v99.0.0', 404, /v99\.0\.0/],
  ['/models/churn/churn/resolve?version=a%00b', 404, /version/],
  ['/models/churn/uplift/resolve?version=v0.2.0', 404, /v0\.2\.0.*deregistered/],
  ['/models/churn/customers/resolve?version=latest', 404, /no registered version/],
  ['/compare?from=churn/churn@latest', 400, /to/],
  ['/compare?from=churn&to=churn/churn@latest', 400, /from.*REPO\/NAME@VERSION/],
  ['/compare?from=churn/churn@latest&to=churn/churn@v99.0.0', 404, /churn\/churn@v99\.0\.0/],
  ['/models/churn/churn/versions/v99.0.0', 404, /v99\.0\.0/],
  ['/models/churn/churn/versions/production', 404, /production/],
  ['/models/churn/no-such-model/versions/latest', 404, /no-such-model/],
  ['/models/churn/no-such-model/openlineage', 404, /no-such-model/],
  ['/models/churn/churn/openlineage?version=v99.0.0', 404, /no such version/],
  ['/models/churn/churn/openlineage?stage=dev&version=latest', 400, /stage.*version/],
  ['/models/churn/churn/openlineage?groups=open', 400, /groups/],
  ['/models/churn/churn/lineage?outputs=all', 400, /outputs/],
  ['/models/churn/churn/lineage?stages=some', 400, /stages/],
  ['/commands/no-such-request', 404, /request/],
  ['/commands/a%00b', 404, /request/],
  ['/badge/churn/churn/production.png', 400, /STAGE\.svg/],
  ['/badge/churn/no-such-model/production.svg', 404, /no-such-model/],
  ['/no-such-path', 404, /no-such-path/],
  ['/models?at=2026-13-01', 400, /at.*2026-03-01/],
  ['/data/a?at=2026-01-01', 501, /at.*current/],
  ['/events?at=soon', 400, /at.*2026-03-01/],
  ['/insights?at=2026-01-01', 501, /at.*current/],
  ['/insights?since=2026-02-31', 400, /since and until.*2026-03-01/],
  ['/insights?since=2026-03-02&until=2026-03-01', 400, /in order/],
  ['/insights.csv?since=2000-01-01&until=2026-01-01', 400, /3660 days/],
  ['/insights?by=person', 400, /by.*"owner"/],
  ['/insights/list', 400, /of/],
  ['/insights/list?of=promotions&in=dev', 400, /in.*"production"/],
  ['/stages?at=soon', 400, /at.*2026-03-01/],
  ['/models/churn/churn?at=2026-02-31', 400, /at.*2026-03-01/],
  ['/models/churn/churn?at=1999-12-31', 404, /churn/],
  ['/models/churn/churn/resolve?version=latest&at=now', 400, /at.*2026-03-01/],
  ['/models/churn/churn/versions/v2.1.0?at=1999-12-31', 404, /v2\.1\.0/],
]

for (const [path, status, said] of REFUSED) {
  test(`a program that requests ${path.slice(0, 80)} is told why not`, async ({ request }) => {
    const response = await request.get(`/api/v1${path}`)
    expect(response.status()).toBe(status)
    const body = await response.json()
    expect(failure.parse(body)).toEqual(body)
    expect(body.error.code).toMatch(/^[a-z]+(-[a-z]+)*$/)
    expect(body.error.message).toMatch(said)
  })
}

test('a program that requests a sync of an unknown repository is told so', async ({ request }) => {
  const response = await request.post('/api/v1/repos/no-such-repo/sync', { headers: asAdmin })
  expect(response.status()).toBe(404)
  expect((await response.json()).error.message).toMatch(/no-such-repo/)
})

test('words that no model has, and odd ones, find nothing and break nothing', async ({
  request,
}) => {
  for (const q of [
    '%',
    '_',
    '\\',
    "'; DROP TABLE models; --",
    'a\u0000b',
    '\ud800',
    '\u202e',
    '"',
  ]) {
    const response = await request.get('/api/v1/models', { params: { q } })
    expect({ q, status: response.status() }).toEqual({ q, status: 200 })
  }
})

test.afterAll('views that were saved are deleted', async ({ request }) => {
  const { items } = await (await request.get('/api/v1/views', { headers: asAdmin })).json()
  for (const { id } of items) {
    const response = await request.delete(`/api/v1/views/${id}`, { headers: asAdmin })
    expect(response.status()).toBe(200)
    expect(await response.json()).toEqual({ status: 'deleted' })
  }
})

test('a program saves a view, and others find it where it is shared', async ({ request }) => {
  const send = (data: unknown) => request.post('/api/v1/views', { headers: asAdmin, data })
  const view = { name: 'Late', query: 'is:behind', sort: '-updated', columns: ['name', 'repo'] }
  const saved = await send({ ...view, pageSize: 100, shared: true })
  expect(await saved.json()).toMatchObject({
    ...view,
    pageSize: 100,
    owner: 'Local owner',
    own: true,
  })
  expect((await send({ name: 'Mine' })).status()).toBe(201)
  const { items, total } = await (await request.get('/api/v1/views')).json()
  expect({ items, total }).toMatchObject({ items: [{ ...view, own: false }], total: 1 })

  const taken = await send(view)
  expect(taken.status()).toBe(409)
  expect((await taken.json()).error.message).toMatch(/already a view called Late/)
  for (const [data, said] of [
    [{ name: '' }, /name is one line of 1 to 100/],
    [{ name: 'x', sort: 'size' }, /sort: this is not one of match, name/],
    [{ name: 'x', query: 'x'.repeat(501) }, /query.*500/],
    [{ name: 'x', colour: 'red' }, /colour/],
    ['no object', /expected object/],
  ] as const) {
    const response = await send(data)
    expect(response.status()).toBe(400)
    expect((await response.json()).error.message).toMatch(said)
  }
})

test('the description of the API is a valid OpenAPI document that fits the answers', async ({
  request,
}) => {
  const document = await (await request.get('/api/v1/openapi.json')).json()
  expect(document.openapi).toMatch(/^3\.1\.\d$/)
  expect(document.info).toMatchObject({ title: 'Signet', version: expect.any(String) })
  const ids: string[] = []
  for (const [path, methods] of Object.entries(document.paths as OpenApiPaths)) {
    for (const [method, operation] of Object.entries(methods)) {
      ids.push(operation.operationId)
      const inPath = operation.parameters.filter((one) => one.in === 'path' && one.required)
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
      expect({ path, names: inPath.map((one) => one.name).sort() }).toEqual({
        path,
        names: named.sort(),
      })
      expect(['get', 'post', 'delete']).toContain(method)
      const answers = Object.entries(operation.responses)
      expect(answers.length).toBeGreaterThan(0)
      for (const [status, { description, content }] of answers) {
        expect(status).toMatch(/^[2-5]\d\d$/)
        expect(description.length).toBeGreaterThan(0)
        const type = status === '200' ? typeOf(path) : 'application/json'
        expect(content[type]?.schema).toBeInstanceOf(Object)
      }
    }
  }
  expect(ids.toSorted()).toEqual(Object.keys(operations).toSorted())
  // What every route with its access can answer is said as well.
  const { health, listRepos } = operations
  for (const [{ path }, statuses] of [
    [health, ['200', '400', '501', '503']],
    [listRepos, ['200', '400', '401', '403', '501', '503']],
  ] as const) {
    expect(Object.keys(document.paths[path].get.responses)).toEqual(statuses)
  }
  for (const ref of listRefs(document))
    expect({ ref, found: resolveRef(document, ref) }).toMatchObject({
      ref,
      found: expect.anything(),
    })

  for (const [name, { path, status, data }] of Object.entries(CALLS)) {
    const { method, path: template } = operations[name as OperationName]
    const schema =
      document.paths[template][method].responses[status].content['application/json'].schema
    const options = { method, headers: asAdmin, ...(data === undefined ? {} : { data }) }
    const response = await request.fetch(`/api/v1${path}`, options)
    const local = JSON.stringify({ ...schema, $defs: document.components.schemas })
    const resolved = JSON.parse(local.replaceAll('"#/components/schemas/', '"#/$defs/'))
    const parsed = z.fromJSONSchema(resolved).safeParse(await response.json())
    expect({ name, error: parsed.error?.message }).toEqual({ name, error: undefined })
  }
})

test('a person reads in the reference what each operation takes and how to call it', async ({
  page,
  server,
}) => {
  await page.goto('/reference')
  await expect(page.getByRole('heading', { level: 2 })).toHaveText(
    Object.values(operations).map(({ method, path }) => `${method.toUpperCase()} /api/v1${path}`),
  )
  const heading = page.getByRole('heading', { name: 'GET /api/v1/events', exact: true })
  const events = page.locator('section', { has: heading })
  await expect(events).toContainText('registration | deregistration | assignment')
  await expect(events).toContainText('a number from 1 to 500, 50 unless given')
  await expect(events).toContainText(`curl '${server.url}/api/v1/events'`)
  const document = page.getByRole('main').getByRole('link', { name: 'OpenAPI document' })
  await expect(document).toHaveAttribute('href', '/api/v1/openapi.json')
})

type OpenApiPaths = Readonly<
  Record<
    string,
    Readonly<
      Record<
        string,
        {
          readonly operationId: string
          readonly parameters: readonly {
            readonly name: string
            readonly in: string
            readonly required: boolean
          }[]
          readonly responses: Readonly<
            Record<
              string,
              {
                readonly description: string
                readonly content: Readonly<Record<string, { readonly schema: unknown }>>
              }
            >
          >
        }
      >
    >
  >
>

function listRefs(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(listRefs)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, child]) =>
    key === '$ref' && typeof child === 'string' ? [child] : listRefs(child),
  )
}

/** What a reference of the form `#/a/b` names in the whole document, as readers of OpenAPI resolve it. */
function resolveRef(document: unknown, ref: string): unknown {
  const keys = ref.replace(/^#\//, '').split('/')
  return keys.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined,
    document,
  )
}

/** Of an answer that is as asked for. */
function typeOf(path: string): string {
  if (path.endsWith('.csv')) return 'text/csv'
  return /^\/badge|\/images\//.test(path) ? 'image/*' : 'application/json'
}
