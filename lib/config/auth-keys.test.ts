import { describe, expect, test } from 'vitest'
import { configErrorOf, useConfigFolder } from '@/lib/testing/config-file'
import { readConfig } from './read-config'

const { env, configure } = useConfigFolder()

const OPEN = '${'
const VALUE = 'hunter2-hunter2-hunter2-hunter2-'
const REPO = 'repos:\n  - url: https://git.example.com/ml/churn.git\n'
const ROLE = 'at least one of ana@example.com, *@example.com, group:NAME, ISSUER#SUBJECT and *'
const PRINCIPAL =
  'ana@example.com, *@example.com, group:NAME, ISSUER#SUBJECT or * for every signed-in person'
const ISSUER = 'an https address, as in https://id.example.com/realms/ml (http for this machine)'
const VALUE_RULE = '32 to 256 letters, digits and signs without spaces'
const SCOPES = 'read, register, promote, deploy or admin'

describe('auth', () => {
  test('names providers, roles and tokens', () => {
    const text = [
      'url: https://models.example.com',
      ...REPO.trimEnd().split('\n'),
      'auth:',
      '  providers:',
      `    - { type: github, client_id: a, client_secret: ${OPEN}SECRET} }`,
      '    - { type: gitlab, name: Our GitLab, issuer: https://gitlab.example.com/, client_id: b, client_secret: c, groups: [acme/ml] }',
      '    - { type: oidc, issuer: "http://127.0.0.1:8080/", client_id: d, client_secret: e, groups_claim: roles }',
      '    - { type: oidc, name: Keycloak, issuer: https://id.example.com/realms/ml, client_id: f, client_secret: g }',
      '  anonymous: viewer',
      '  roles:',
      '    admin: [ana@example.com, https://id.example.com/realms/ml#7f3]',
      '    editor: ["group:ml leads"]',
      '    viewer: ["*@example.com", "*"]',
      '  tokens:',
      `    - { name: churn-ci, value: ${OPEN}TOKEN}, scopes: [deploy, promote], repos: [churn], stages: [staging], holders: [ana@example.com, "group:ml leads"] }`,
      `    - { name: reader, value: ${VALUE}r, scopes: [read] }`,
    ].join('\n')
    expect(readConfig(configure(text, { SECRET: 's', TOKEN: VALUE })).auth).toEqual({
      providers: [
        {
          type: 'github',
          name: 'GitHub',
          issuer: null,
          clientId: 'a',
          clientSecret: 's',
          groups: [],
        },
        {
          type: 'gitlab',
          name: 'Our GitLab',
          issuer: 'https://gitlab.example.com',
          clientId: 'b',
          clientSecret: 'c',
          groups: ['acme/ml'],
        },
        {
          type: 'oidc',
          name: '127.0.0.1:8080',
          issuer: 'http://127.0.0.1:8080/',
          clientId: 'd',
          clientSecret: 'e',
          groupsClaim: 'roles',
        },
        {
          type: 'oidc',
          name: 'Keycloak',
          issuer: 'https://id.example.com/realms/ml',
          clientId: 'f',
          clientSecret: 'g',
          groupsClaim: 'groups',
        },
      ],
      anonymous: 'viewer',
      roles: {
        admin: ['ana@example.com', 'https://id.example.com/realms/ml#7f3'],
        editor: ['group:ml leads'],
        viewer: ['*@example.com', '*'],
      },
      tokens: [
        {
          name: 'churn-ci',
          value: VALUE,
          scopes: ['deploy', 'promote'],
          repos: ['churn'],
          stages: ['staging'],
          holders: ['ana@example.com', 'group:ml leads'],
        },
        {
          name: 'reader',
          value: `${VALUE}r`,
          scopes: ['read'],
          repos: 'all',
          stages: 'all',
          holders: null,
        },
      ],
      adminToken: null,
    })
  })

  test('is closed by default', () => {
    expect(readConfig(configure('auth: {}')).auth).toEqual({
      providers: [],
      anonymous: 'none',
      roles: { admin: [], editor: [], viewer: [] },
      tokens: [],
      adminToken: null,
    })
  })
})

describe('SIGNET_ADMIN_TOKEN', () => {
  test('is a token of 32 characters or more', () => {
    expect(readConfig(env({ SIGNET_ADMIN_TOKEN: VALUE })).auth.adminToken).toBe(VALUE)
  })

  test('is not set when it is empty', () => {
    expect(readConfig(env({ SIGNET_ADMIN_TOKEN: '' })).auth.adminToken).toBe(null)
  })

  test.each([VALUE.slice(1), `${VALUE} x`, `${VALUE}\n`, 'hunter2'.repeat(40), `${VALUE}é`])(
    'is refused without being shown: %j',
    (value) => {
      const found = configErrorOf(() => readConfig(env({ SIGNET_ADMIN_TOKEN: value })))
      expect(found).toBe(
        `environment: SIGNET_ADMIN_TOKEN: found a value that is not shown here; allowed: ${VALUE_RULE}`,
      )
    },
  )
})

const provider = (keys: string) =>
  `url: https://m.example.com\nauth:\n  providers:\n    - { client_id: a, client_secret: hunter2, ${keys} }`
const token = (keys: string) => `${REPO}auth:\n  tokens:\n    - { ${keys} }`

const bad: readonly (readonly [name: string, text: string, message: string])[] = [
  [
    'providers and no url',
    'auth:\n  providers: [{ type: github, client_id: a, client_secret: hunter2 }]',
    'signet.yaml: url: found nothing; allowed: with providers, the address that people reach this server at',
  ],
  [
    'a provider of no known type',
    provider('type: google'),
    'signet.yaml:4: auth.providers[0].type: found "google"; allowed: github, gitlab or oidc',
  ],
  [
    'a provider without type',
    provider('name: x'),
    'signet.yaml:4: auth.providers[0].type: found nothing; allowed: github, gitlab or oidc',
  ],
  [
    'text instead of a provider',
    'auth:\n  providers:\n    - hunter2',
    'signet.yaml:3: auth.providers[0]: found a value that is not shown here; allowed: a mapping with type and its keys',
  ],
  [
    'an issuer of OIDC left out',
    provider('type: oidc'),
    `signet.yaml:4: auth.providers[0].issuer: found nothing; allowed: ${ISSUER}`,
  ],
  [
    'an issuer without TLS',
    provider('type: oidc, issuer: "http://id.example.com"'),
    `signet.yaml:4: auth.providers[0].issuer: found "http://id.example.com"; allowed: ${ISSUER}`,
  ],
  [
    'an issuer with a password',
    provider('type: oidc, issuer: "https://u:hunter2@id.example.com"'),
    `signet.yaml:4: auth.providers[0].issuer: found "https://id.example.com"; allowed: ${ISSUER}`,
  ],
  [
    'groups of GitHub, which has no such claim',
    provider('type: github, groups_claim: g'),
    'signet.yaml:4: auth.providers[0].groups_claim: found an unknown key; ' +
      'allowed: type, name, client_id, client_secret, issuer, groups',
  ],
  [
    'groups of an OIDC issuer, whose groups all count',
    provider('type: oidc, issuer: "https://x.y", groups: [acme]'),
    'signet.yaml:4: auth.providers[0].groups: found an unknown key; ' +
      'allowed: type, name, client_id, client_secret, issuer, groups_claim',
  ],
  [
    'a group of GitHub that is none',
    provider('type: github, groups: ["acme/"]'),
    'signet.yaml:4: auth.providers[0].groups[0]: found "acme/"; ' +
      'allowed: the path of a group or the name of an organisation, as in acme or acme/ml',
  ],
  [
    'a client secret on two lines',
    'url: https://m.example.com\nauth:\n  providers:\n    - { type: github, client_id: a, client_secret: "hunter2\\nx" }',
    'signet.yaml:4: auth.providers[0].client_secret: found a value that is not shown here; allowed: text on one line',
  ],
  [
    'a client secret left out',
    'url: https://m.example.com\nauth:\n  providers:\n    - { type: github, client_id: a }',
    'signet.yaml:4: auth.providers[0].client_secret: found nothing; allowed: text',
  ],
  [
    'a provider twice',
    'url: https://m.example.com\nauth:\n  providers:\n' +
      '    - { type: github, client_id: a, client_secret: b }\n' +
      '    - { type: oidc, name: github, issuer: https://x.y, client_id: a, client_secret: b }',
    'signet.yaml:5: auth.providers[1].name: found "github", which auth.providers[0].name is too; allowed: each name once',
  ],
  [
    'anonymous editors',
    'auth: { anonymous: editor }',
    'signet.yaml:1: auth.anonymous: found "editor"; allowed: none or viewer',
  ],
  [
    'a role that does not exist',
    'auth:\n  roles:\n    admins: [ana@example.com]',
    'signet.yaml:3: auth.roles.admins: found an unknown key, did you mean "admin"?; allowed: viewer, editor, admin',
  ],
  [
    'a role without a list',
    'auth:\n  roles:\n    admin: ana@example.com',
    'signet.yaml:3: auth.roles.admin: found "ana@example.com"; allowed: a list of people, as in [ana@example.com, group:ml]',
  ],
  [
    'a role without members',
    'auth:\n  roles: { admin: [] }',
    `signet.yaml:2: auth.roles.admin: found an empty list; allowed: ${ROLE}`,
  ],
  ...['ana', '@ml', 'group:', 'ana@*', '*ana@example.com', 'a b@example.com', '#', 'owners'].map(
    (name) =>
      [
        `the person ${name}`,
        `auth:\n  roles:\n    admin:\n      - ${JSON.stringify(name)}`,
        `signet.yaml:4: auth.roles.admin[0]: found ${JSON.stringify(name)}; allowed: ${PRINCIPAL}`,
      ] as const,
  ),
  [
    'a repository without viewers',
    `${REPO}    viewers: []`,
    `signet.yaml:3: repos[0].viewers: found an empty list; allowed: ${ROLE}`,
  ],
  [
    'a short token',
    token('name: ci, value: hunter2, scopes: [read]'),
    `signet.yaml:5: auth.tokens[0].value: found a value that is not shown here; allowed: ${VALUE_RULE}`,
  ],
  [
    'a token in place of a list',
    'auth:\n  tokens: hunter2',
    'signet.yaml:2: auth.tokens: found a value that is not shown here; allowed: a list of tokens, each with name, value and scopes',
  ],
  [
    'a token without scopes',
    token(`name: ci, value: ${VALUE}, scopes: []`),
    `signet.yaml:5: auth.tokens[0].scopes: found an empty list; allowed: at least one of ${SCOPES}`,
  ],
  [
    'a scope that does not exist',
    token(`name: ci, value: ${VALUE}, scopes: [read, write]`),
    `signet.yaml:5: auth.tokens[0].scopes[1]: found "write"; allowed: ${SCOPES}`,
  ],
  [
    'a token without holders',
    token(`name: ci, value: ${VALUE}, scopes: [read], holders: []`),
    `signet.yaml:5: auth.tokens[0].holders: found an empty list; allowed: ${ROLE}`,
  ],
  [
    'a holder who is no person',
    token(`name: ci, value: ${VALUE}, scopes: [read], holders: [ana]`),
    `signet.yaml:5: auth.tokens[0].holders[0]: found "ana"; allowed: ${PRINCIPAL}`,
  ],
  [
    'a token for a repository that is not there',
    token(`name: ci, value: ${VALUE}, scopes: [read], repos: [chrun]`),
    'signet.yaml:5: auth.tokens[0].repos[0]: found "chrun", did you mean "churn"?; allowed: churn',
  ],
  [
    'a token for a stage that is not listed',
    `stages: { order: [dev] }\n${token(`name: ci, value: ${VALUE}, scopes: [promote], stages: [prod]`)}`,
    'signet.yaml:6: auth.tokens[0].stages[0]: found "prod"; allowed: dev',
  ],
  [
    'a name and a value of two tokens',
    `${token(`name: ci, value: ${VALUE}, scopes: [read]`)}\n    - { name: CI, value: ${VALUE}, scopes: [read] }`,
    'signet.yaml:6: auth.tokens[1].name: found "ci", which auth.tokens[0].name is too; allowed: each name once\n' +
      'signet.yaml:6: auth.tokens[1].value: found the value of another token; allowed: each value once',
  ],
]

test.each(bad)('signet.yaml with %s stops the start', (_name, text, message) => {
  const found = configErrorOf(() => readConfig(configure(text)))
  expect(found).toBe(message)
  expect(found).not.toContain('hunter2')
})
