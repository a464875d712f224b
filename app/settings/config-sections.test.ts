import { expect, test } from 'vitest'
import type { Config } from '@/lib/config/config'
import { DEFAULTS } from '@/lib/config/defaults'
import { configSections, formatInterval } from './config-sections'

const SECRET = 'planted-secret'

const config: Config = {
  ...DEFAULTS,
  url: 'https://models.example.com',
  repos: [
    {
      slug: 'churn',
      remote: `https://bot:${SECRET}@git.example.com/churn.git`,
      local: { kind: 'refused' },
      credentials: { kind: 'password', username: 'bot', password: SECRET },
      branches: null,
      pollSeconds: 300,
      viewers: ['group:risk'],
      forge: { kind: 'gitea', url: 'https://git.example.com/ml/churn' },
      aliases: ['https://old.example.com/churn', 'https://mirror.example.com/churn'],
    },
    {
      slug: 'vision',
      remote: 'git@git.example.com:vision.git',
      local: { kind: 'refused' },
      credentials: { kind: 'ssh', key: SECRET, knownHosts: SECRET },
      branches: ['main'],
      pollSeconds: 60,
      viewers: null,
      forge: null,
      aliases: [],
    },
  ],
  stageOrder: ['dev', 'production'],
  people: [{ name: 'Ana Souza', emails: ['ana@example.com'], names: ['@ana'] }],
  versionsPerStage: 'one',
  stageRules: {
    production: {
      who: ['group:leads'],
      from: 'dev',
      branches: null,
      approvals: 1,
      reason: 'required',
      checks: [{ kind: 'metric', metric: 'auc', operator: '>=', value: 0.9 }],
    },
  },
  serviceAccount: {
    ...DEFAULTS.serviceAccount,
    key: { kind: 'text', text: SECRET, passphrase: SECRET },
  },
  auth: {
    providers: [
      {
        type: 'oidc',
        name: 'ID',
        issuer: 'https://id.example.com',
        clientId: 'signet',
        clientSecret: SECRET,
        groupsClaim: 'groups',
      },
    ],
    anonymous: 'none',
    roles: { viewer: [], editor: ['*@example.com'], admin: ['ana@example.com'] },
    tokens: [
      {
        name: 'ci',
        value: SECRET,
        scopes: ['promote'],
        repos: ['churn'],
        stages: 'all',
        holders: ['ana@example.com'],
      },
    ],
    adminToken: SECRET,
  },
  dataDir: '/var/lib/signet',
  databaseUrl: `postgres://signet:${SECRET}@db/signet`,
  mode: 'configured',
}

const urls = {
  churn: 'https://git.example.com/churn.git',
  vision: 'git@git.example.com:vision.git',
}
const sections = configSections(config, urls)
const rows = sections.flatMap(({ title, rows: of }) => of.map((row) => ({ title, ...row })))
const find = (key: string) => rows.find((row) => row.key === key)?.value

test('no secret of the configuration is shown', () => {
  expect(JSON.stringify(sections)).not.toContain(SECRET)
})

test('every secret is shown as set', () => {
  const hidden = rows.filter(({ value }) => value === null)
  expect(hidden.map(({ title, key }) => `${title}: ${key}`)).toEqual([
    'Server: DATABASE_URL',
    'People: auth.providers.ID.client_secret',
    'People: auth.tokens.ci.value',
    'People: SIGNET_ADMIN_TOKEN',
    'Signatures: service_account.key',
    'Signatures: service_account.passphrase',
    'Repository churn: credentials.password',
    'Repository vision: credentials.ssh.key',
  ])
})

test('a repository is shown with its other addresses', () => {
  expect(rows.filter(({ key }) => key === 'aliases').map(({ value }) => value)).toEqual([
    ...['https://old.example.com/churn, https://mirror.example.com/churn', 'none'],
  ])
})

test('a token’s limit names no repository that the viewer may not see', () => {
  const [churn, vision] = config.repos
  const [token] = config.auth.tokens
  if (!churn || !vision || !token) throw new Error('no such repositories')
  const tokens = [
    { ...token, name: 'both', repos: ['churn', 'vision'] },
    { ...token, name: 'hidden', repos: ['churn'] },
  ]
  const seen = { ...config, repos: [vision], auth: { ...config.auth, tokens } }
  const shown = configSections(seen, { vision: urls.vision }).flatMap(({ rows: of }) => of)
  const limitOf = (name: string) => shown.find(({ key }) => key === `auth.tokens.${name}`)?.value
  expect(limitOf('both')).toBe('scopes: promote; repos: vision, 1 not visible to you')
  expect(limitOf('hidden')).toBe('scopes: promote; repos: 1 not visible to you')
})

test('every setting that is not secret is shown with its effective value', () => {
  expect(find('stages.rules.production')).toBe(
    'who: group:leads; from: dev; approvals: 1; reason: required; checks: metrics.auc >= 0.9',
  )
  expect(find('auth.tokens.ci')).toBe('scopes: promote; repos: churn')
  expect(find('auth.tokens.ci.holders')).toBe('ana@example.com')
  expect(find('auth.roles.viewer')).toBe('no one')
  expect(find('people.Ana Souza')).toBe('ana@example.com, @ana')
  expect(find('viewers')).toBe('group:risk')
  expect(find('web')).toBe('gitea, https://git.example.com/ml/churn')
  expect(rows.filter(({ key }) => key === 'web')[1]?.value).toBe('no links')
  expect(find('poll')).toBe('every 5 minutes')
})

test('without signet.yaml, the people are those of this machine', () => {
  const people = configSections({ ...config, people: [], mode: 'local' }, urls).find(
    ({ title }) => title === 'People',
  )
  expect(people?.rows).toEqual([
    { key: 'viewer', value: 'everyone on this machine' },
    { key: 'admin', value: 'anyone who opens the link that the terminal prints' },
    { key: 'SIGNET_ADMIN_TOKEN', value: null },
  ])
})

test.each([
  [10, 'every 10 seconds'],
  [60, 'every minute'],
  [90, 'every 90 seconds'],
  [300, 'every 5 minutes'],
  [7200, 'every 2 hours'],
  [86_400, 'every day'],
])('%i seconds are %s', (seconds, text) => {
  expect(formatInterval(seconds)).toBe(text)
})
