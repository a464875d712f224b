import { expect, test } from 'vitest'
import type { Config } from '@/lib/config/config'
import { buildConfig, buildRepoConfig } from '@/lib/testing/config'
import type { Actor } from './actor'
import { decideViewer } from './decide-viewer'
import { isOpenLocally } from './is-open-locally'

const repos = [
  buildRepoConfig({ slug: 'churn', remote: '/srv/churn' }),
  buildRepoConfig({
    slug: 'risk',
    remote: '/srv/risk',
    viewers: ['group:risk', 'bob@example.com'],
  }),
  buildRepoConfig({ slug: 'staff', remote: '/srv/staff', viewers: ['*'] }),
]

function configure(change: Partial<Config> = {}, anonymous: 'none' | 'viewer' = 'none'): Config {
  const config = buildConfig({ dataDir: '/nowhere', mode: 'configured', repos, ...change })
  return { ...config, auth: { ...config.auth, anonymous } }
}

function person(change: Partial<Actor> = {}): Actor {
  const identity = { id: 'https://id.example.com#ana', name: 'Ana', email: null, groups: [] }
  const limits = { scopes: 'all', repos: 'all', stages: 'all' } as const
  return { ...identity, kind: 'person', role: 'viewer', ...limits, ...change }
}

const cases: readonly (readonly [who: string, actor: Actor | null, sees: unknown])[] = [
  ['a reader without a session', null, ['churn']],
  ['a person', person(), ['churn', 'staff']],
  ['an admin', person({ role: 'admin' }), ['churn', 'staff']],
  ['a group', person({ groups: ['risk'] }), 'all'],
  ['an address', person({ email: 'Bob@example.com' }), 'all'],
  ['a token of one’s own', person({ kind: 'token', repos: ['risk', 'staff'] }), ['staff']],
  ['a token of signet.yaml', person({ kind: 'token', id: 'token:ci' }), ['churn', 'staff']],
  [
    'a token of signet.yaml that names it',
    person({ kind: 'token', id: 'token:ci', repos: ['risk'] }),
    ['risk'],
  ],
  ['a token for a repository that is gone', person({ kind: 'token', repos: ['gone'] }), []],
]

test.each(cases)('%s sees what the viewers of each repository allow', (_who, actor, sees) => {
  expect(decideViewer(configure({}, 'viewer'), actor, new Headers())).toEqual({ repos: sees })
})

test('anonymous reading needs the configuration', () => {
  expect(decideViewer(configure(), null, new Headers())).toBe(null)
  expect(decideViewer(configure(), person(), new Headers())).toEqual({ repos: ['churn', 'staff'] })
})

const local = { mode: 'local' } as const

test.each(['localhost:3000', '127.0.0.1:3000', '127.0.0.1', '[::1]:3000', 'LOCALHOST:80'])(
  'in local mode every user of this machine reads: %s',
  (host) => {
    expect(isOpenLocally(local, new Headers({ host }), '127.0.0.1')).toBe(true)
    expect(isOpenLocally({ mode: 'configured' }, new Headers({ host }), '127.0.0.1')).toBe(false)
    expect(isOpenLocally(local, new Headers({ host }), '0.0.0.0')).toBe(false)
    expect(isOpenLocally(local, new Headers({ host }), '::')).toBe(false)
  },
)

test.each([
  'evil.test',
  'evil.test:3000',
  'localhost.evil.test:3000',
  '127.0.0.1.evil.test',
  '127.0.0.1@evil.test',
  'localhost:3000@evil.test',
  '192.168.0.4:3000',
  '0.0.0.0:3000',
  '[::]:3000',
  '[::1]evil.test',
  '127.1',
  'localhost:',
  '',
])('a foreign host name that resolves to this machine gives no access: %j', (host) => {
  expect(isOpenLocally(local, new Headers({ host }), '127.0.0.1')).toBe(false)
})

test('a request without a host gives no access', () => {
  expect(isOpenLocally(local, new Headers(), '127.0.0.1')).toBe(false)
})

test.each([
  ['x-forwarded-for', '10.0.0.7'],
  ['x-forwarded-for', '127.0.0.1, 10.0.0.7'],
  ['x-forwarded-for', '10.0.0.7, 127.0.0.1'],
  ['x-forwarded-host', 'models.example.com'],
  ['x-forwarded-host', 'localhost:3000, models.example.com'],
  ['x-real-ip', '10.0.0.7'],
  ['forwarded', 'for=10.0.0.7;host=models.example.com'],
  ['forwarded', 'for=127.0.0.1'],
  ['via', '1.1 proxy'],
])('a request through a proxy gives no access: %s: %s', (name, value) => {
  const headers = new Headers({ host: 'localhost:3000', [name]: value })
  expect(isOpenLocally(local, headers, '127.0.0.1')).toBe(false)
})

test('headers that Next adds do not change the access', () => {
  const forwarded = { 'x-forwarded-for': '::ffff:127.0.0.1', 'x-forwarded-host': 'localhost:3000' }
  const headers = new Headers({ host: 'localhost:3000', ...forwarded })
  expect(isOpenLocally(local, headers, '127.0.0.1')).toBe(true)
})
