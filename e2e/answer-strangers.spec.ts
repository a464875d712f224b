import { type IncomingHttpHeaders, request as send } from 'node:http'
import type { Page } from '@playwright/test'
import { failure } from '@/lib/views/refusal'
import { ADMIN_TOKEN, asAdmin } from './admin-token'
import { modelPath } from './api-client'
import { expect, test } from './fixtures'
import { signInByLink } from './sign-in'

test.use({ scenario: 'demo' })

type Sent = {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}
type Answer = {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

/** One request as it is written, Host included; nothing is followed. */
function ask(url: string, path: string, { method = 'GET', headers = {}, body }: Sent = {}) {
  const { hostname, port } = new URL(url)
  return new Promise<Answer>((resolve, reject) => {
    const asked = send({ hostname, port, path, method, headers }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8')
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text })
      })
    })
    asked.on('error', reject)
    asked.end(body)
  })
}

const HEADERS = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
}

/** Every kind of answer that there is. */
const ANSWERS: readonly (readonly [path: string, status: number, sent?: Sent])[] = [
  ['/', 200],
  ['/models/churn/churn', 200],
  ['/models/churn/no-such-model', 404],
  ['/models/no-such-repo/churn', 404],
  ['/models/churn/churn/commands/no-such-command', 404],
  ['/models/churn/no-such-model/commands/assign', 404],
  ['/repos/no-such-repo', 404],
  ['/commands/no-such-request', 404],
  ['/no-such-page', 404],
  ['/icon.svg-no-such-page', 404],
  ['/favicon.ico/no-such-page', 404],
  ['/_next/static-no-such-page', 404],
  ['/sign-in', 200],
  ['/sign-in/link?key=no-such-key', 303],
  ['/sign-in/link?key=no-such-key', 405, { method: 'HEAD' }],
  ['/api/auth/sign-out', 303, { method: 'POST' }],
  ['/api/auth/sign-in/nobody', 303, { method: 'POST' }],
  ['/api/auth/callback/nobody?code=x&state=y', 303],
  ['/api/auth/no-such-path', 404],
  ['/api/v1/models', 200],
  ['/api/v1/openapi.json', 200],
  ['/api/v1/models?page=0', 400],
  ['/api/v1/no-such-path', 404],
  ['/api/v1/models', 401, { headers: { authorization: 'Bearer none' } }],
  ['/api/v1/repos/churn/sync', 401, { method: 'POST' }],
  ['/api/v1/models', 405, { method: 'DELETE' }],
  ['/models/%E0%A4%A', 400],
  ['/%', 400],
  ['/api/v1/models/%E0%A4%A', 400],
  ['/icon.svg', 200],
  ['/icons.svg', 200],
  ['/favicon.ico', 200],
  ['/_next/static/no-such-file.js', 404],
  ['/_next/image?url=%2Ficon.svg&w=64&q=75', 404],
]

for (const [path, status, sent] of ANSWERS) {
  test(`${sent?.method ?? 'GET'} ${path} answers ${status}, in no frame and as what it is`, async ({
    server,
  }) => {
    const { headers, text, ...answer } = await ask(server.url, path, sent)
    expect(answer.status).toBe(status)
    expect(headers).toMatchObject(HEADERS)
    expect(headers['x-powered-by']).toBeUndefined()
    expect(headers['access-control-allow-origin']).toBeUndefined()
    if (headers['content-type']?.startsWith('text/html')) {
      const policy = String(headers['content-security-policy'])
      expect(policy).toContain("default-src 'none'")
      expect(policy).toContain("frame-ancestors 'none'")
      expect(policy).toContain("base-uri 'none'")
      const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? ''
      expect(nonce.length).toBeGreaterThan(20)
      for (const [script] of text.matchAll(/<script\b[^>]*>/g)) {
        expect(script).toContain(`nonce="${nonce}"`)
      }
      expect(text).not.toMatch(/<[a-z][^>]*\son[a-z]+=/i)
      const again = await ask(server.url, path, sent)
      expect(again.headers['content-security-policy']).not.toBe(policy)
      expect(headers['cache-control']).toContain('no-store')
    }
  })
}

/** What browsers say of who asks; null: it is no browser. */
const SITES: readonly (readonly [site: string | null, status: number])[] = [
  [null, 200],
  ['none', 200],
  ['same-origin', 200],
  ['same-site', 200],
  ['cross-site', 403],
]

for (const [site, status] of SITES) {
  test(`the API answers ${status} to Sec-Fetch-Site: ${site}`, async ({ server }) => {
    const headers: Record<string, string> = site === null ? {} : { 'sec-fetch-site': site }
    for (const path of ['/api/v1/models', '/api/v1/openapi.json', '/api/v1/health']) {
      const answer = await ask(server.url, path, { headers })
      expect([path, answer.status]).toEqual([path, status])
      expect(answer.headers['content-security-policy']).toContain("default-src 'none'")
      if (status === 403) {
        expect(failure.parse(JSON.parse(answer.text)).error.code).toBe('cross-site')
      }
    }
    // The provider sends people back from its own site.
    const back = await ask(server.url, '/api/auth/callback/nobody?code=x&state=y', { headers })
    expect(back.status).toBe(303)
  })
}

const TARGETS: readonly (readonly [to: string, location: string])[] = [
  ['/activity?kind=assignment', '/activity?kind=assignment'],
  ['//evil.test', '/'],
  ['///evil.test', '/'],
  ['/\\evil.test', '/'],
  ['\\\\evil.test', '/'],
  ['/\t/evil.test', '/'],
  ['/\n/evil.test', '/'],
  ['https://evil.test', '/'],
  ['https:evil.test', '/'],
  ['HTTPS://evil.test/', '/'],
  ['javascript:alert(1)', '/'],
  ['data:text/html,x', '/'],
  ['/..//evil.test', '/'],
  ['/.//evil.test', '/'],
  ['/%5Cevil.test', '/%5Cevil.test'],
  ['/%2F%2Fevil.test', '/%2F%2Fevil.test'],
  ['/@evil.test', '/@evil.test'],
  ['.evil.test', '/'],
  ['@evil.test', '/'],
  ['/api/v1/models', '/'],
  ['/sign-in/link?key=x', '/'],
]
const FORGED: readonly Readonly<Record<string, string>>[] = [
  {},
  { 'x-forwarded-host': 'evil.test', 'x-forwarded-proto': 'https' },
  { host: 'evil.test' },
  { forwarded: 'host=evil.test;proto=https' },
  { referer: 'https://evil.test/x' },
  { 'x-signet-path': '//evil.test' },
  { 'x-original-url': '//evil.test', 'x-rewrite-url': '//evil.test' },
]

async function readCookie(page: Page): Promise<string> {
  const cookies = await page.context().cookies()
  return cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
}

test('a signed-in person is redirected only to pages of this server', async ({ page, server }) => {
  await signInByLink(page, server)
  const cookie = await readCookie(page)
  for (const [to, location] of TARGETS) {
    const path = `/sign-in?${new URLSearchParams({ to })}`
    const { headers } = await ask(server.url, path, { headers: { cookie } })
    expect([to, headers.location]).toEqual([to, location])
  }
  for (const forged of FORGED) {
    const { headers } = await ask(server.url, '/sign-in', { headers: { cookie, ...forged } })
    expect([forged, headers.location]).toEqual([forged, '/'])
  }
})

test('a stranger is redirected only to the sign-in page of this server', async ({ server }) => {
  for (const forged of FORGED) {
    const link = await ask(server.url, '/sign-in/link?key=x', { headers: forged })
    expect([forged, link.headers.location]).toEqual([forged, '/sign-in?trouble=link'])
    // Of another name than this machine's, nothing is shown to strangers.
    const page = await ask(server.url, '/activity?kind=x', {
      headers: { ...forged, host: 'evil.test' },
    })
    expect([forged, page.status, page.headers.location]).toEqual([
      ...[forged, 307, '/sign-in?to=%2Factivity%3Fkind%3Dx'],
    ])
  }
})

const COMMANDS = '/repos/nlp/commands?dryRun=true'
const DEPRECATE = { model: 'summarizer', command: 'deprecate' }
const with1 = (more: object) => ({ commands: [{ ...DEPRECATE, ...more }] })
const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`

/** Bodies that are no command, whatever they are. */
const BODIES: readonly (readonly [what: string, body: unknown])[] = [
  ['no body', ''],
  ['no JSON', 'commands=x'],
  ['a text', '"x"'],
  ['a list', '[]'],
  ['null', 'null'],
  ['no command', { commands: [] }],
  ['an operator for a list', { commands: { contains: '' } }],
  ['an operator for a name', with1({ model: { contains: '' } })],
  ['an operator for a command', with1({ command: { not: 'x' } })],
  ['an operator for a stage', with1({ command: 'assign', version: 'v1.0.0', stage: { in: [''] } })],
  ['a list for a version', with1({ command: 'assign', stage: 'x', version: ['v1.0.0'] })],
  ['a number for a version', with1({ command: 'assign', stage: 'x', version: 1 })],
  ['true for a commit', with1({ command: 'register', commit: true })],
  ['an operator for a reason', { ...with1({}), reason: { startsWith: '' } }],
  ['a list for a reason', { ...with1({}), reason: ['x'] }],
  ['an operator for the request id', { ...with1({}), requestId: { not: '' } }],
  ['an operator for the fingerprint', { ...with1({}), expected: { gte: '' } }],
  ['a key that is none of ours', with1({ role: 'admin' })],
  ['the requester', { ...with1({}), requester: { id: 'local#owner' } }],
  ['a dry run in the body', { ...with1({}), dryRun: true }],
  [
    'a prototype',
    '{"commands":[{"model":"summarizer","command":"deprecate","__proto__":{"a":1}}]}',
  ],
  [
    'another prototype',
    '{"__proto__":{"commands":[{"model":"summarizer","command":"deprecate"}]}}',
  ],
  ['one model twice', { commands: [DEPRECATE, DEPRECATE] }],
  ['a name of no form', with1({ model: '../../etc/passwd' })],
  ['a name with a NUL', with1({ model: 'summarizer\0' })],
  ['a stage with a line break', with1({ command: 'assign', version: 'v1.0.0', stage: 'a\nb' })],
  ['a commit that is an option', with1({ command: 'register', commit: '--upload-pack=touch x' })],
  ['ten thousand commands', { commands: Array.from({ length: 5000 }, () => 0) }],
  ['a deep nest', `{"commands":${nested(20_000)}}`],
]

const TOO_LONG: readonly (readonly [what: string, body: unknown])[] = [
  ['more than 64 KiB', { ...with1({}), reason: 'x'.repeat(70_000) }],
  ['a megabyte', `{"reason":"${'x'.repeat(1_000_000)}"}`],
]

const REFUSED_BODIES = [
  ...BODIES.map((body) => [...body, 400, 'bad-request'] as const),
  ...TOO_LONG.map((body) => [...body, 413, 'body-too-long'] as const),
]

for (const [what, body, status, code] of REFUSED_BODIES) {
  test(`a program that sends ${what} receives a short reason`, async ({ request }) => {
    const data = typeof body === 'string' ? body : JSON.stringify(body)
    const headers = { ...asAdmin, 'content-type': 'application/json' }
    const answer = await request.post(`/api/v1${COMMANDS}`, { headers, data })
    expect(answer.status()).toBe(status)
    const text = await answer.text()
    expect(text.length).toBeLessThan(20_000)
    expect(failure.parse(JSON.parse(text)).error.code).toBe(code)
  })
}

test('a program that requests both a dry run and a real one gets neither', async ({ request }) => {
  for (const twice of ['dryRun=true&dryRun=false', 'dryRun=false&dryRun=true']) {
    const url = `/api/v1/repos/nlp/commands?${twice}`
    const answer = await request.post(url, { headers: asAdmin, data: with1({}) })
    expect([twice, answer.status()]).toEqual([twice, 400])
    expect(failure.parse(await answer.json()).error.message).toContain('dryRun')
  }
})

const QUERIES = [
  '/models?q[contains]=x',
  '/models?repo[not]=x',
  '/models?page[gt]=0',
  '/events?kind[in]=assignment',
  '/events?stage[contains]=',
  '/events?before[lt]=x',
  `${modelPath('churn', 'churn')}/resolve?stage[not]=x`,
  '/commands?state[in]=waiting',
  '/commands?state=waiting&repo=churn',
  '/commands?state=waiting&state=expired',
  '/models?q=churn&q=',
]

for (const path of QUERIES) {
  test(`a program that asks ${path} gets no more than it may`, async ({ request }) => {
    const answer = await request.get(`/api/v1${path}`, { headers: asAdmin })
    expect(answer.status()).toBe(400)
  })
}

const NEARLY = [
  '',
  'Bearer',
  'Bearer ',
  `Bearer ${ADMIN_TOKEN.slice(0, -1)}`,
  `Bearer ${ADMIN_TOKEN}x`,
  `Bearer ${ADMIN_TOKEN.toUpperCase()}`,
  `Bearer  x ${ADMIN_TOKEN}`,
  `Basic ${Buffer.from(`:${ADMIN_TOKEN}`).toString('base64')}`,
  `Token ${ADMIN_TOKEN}`,
  ADMIN_TOKEN,
  `Bearer sgn_${'A'.repeat(43)}`,
]

for (const authorization of NEARLY) {
  test(`the server does nothing for ${JSON.stringify(authorization)}`, async ({ server }) => {
    const headers = { authorization, 'content-type': 'application/json' }
    const body = JSON.stringify({ commands: [DEPRECATE] })
    const sent = { method: 'POST', headers, body }
    const answer = await ask(server.url, `/api/v1${COMMANDS}`, sent)
    expect(answer.status).toBe(401)
    expect(answer.headers['www-authenticate']).toBe('Bearer')
  })
}

test('every guess of the one-time link gets the same answer, and the link stays valid', async ({
  page,
  server,
}) => {
  const answers = new Set<string>()
  for (let guess = 0; guess < 300; guess += 1) {
    const key = Buffer.from(`guess ${guess} of what is 32 bytes`).toString('base64url').slice(0, 43)
    const { status, headers } = await ask(server.url, `/sign-in/link?key=${key}`)
    answers.add(`${status} ${headers.location} ${headers['set-cookie']}`)
  }
  expect([...answers]).toEqual(['303 /sign-in?trouble=link undefined'])
  await signInByLink(page, server)
  await page.goto('/settings?tab=tokens')
  await expect(page.getByText('New token')).toBeVisible()
})
