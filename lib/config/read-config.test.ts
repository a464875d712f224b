import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { configErrorOf, useConfigFolder } from '@/lib/testing/config-file'
import { DEFAULTS } from './defaults'
import { readConfig } from './read-config'

const folder = useConfigFolder()
const { env, configure } = folder

const OPEN = '${'
const KEY = '-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----'
const REPO = 'repos:\n  - url: https://git.example.com/ml/churn.git\n'
const KEYS =
  'url, repos, service_account, trust, auth, people, stages, policy, metrics, versions_per_stage, local_repos'
const REPO_KEYS = 'slug, url, credentials, branches, poll, viewers, web, aliases'
const DURATION = 'a whole number and a unit from 5s to 7d, as in 30s, 5m or 1h'
const PAGE = 'the page of the repository, as in https://git.example.com/ml/churn'
const SLUG =
  'letters, digits, ".", "_" and "-", starting with a letter or digit, 1 to 64 characters'

describe('without signet.yaml', () => {
  test('there is nothing to serve', () => {
    expect(readConfig(env())).toEqual({
      url: null,
      repos: [],
      stageOrder: [],
      versionsPerStage: 'one',
      ...DEFAULTS,
      dataDir: path.join(folder.dir(), 'data'),
      databaseUrl: null,
      mode: 'local',
    })
  })

  test('repositories of the command line get unique slugs', () => {
    const remotes = ['/srv/churn.git', 'https://h/x/Churn', 'git@h:churn.git', '/srv/a b/', '/']
    const { repos } = readConfig(env({ SIGNET_REPOS: JSON.stringify(remotes) }))
    expect(repos.map((repo) => repo.slug)).toEqual(['churn', 'Churn-2', 'churn-3', 'a-b', 'repo'])
    expect(repos.map((repo) => repo.remote)).toEqual(remotes)
    expect(repos[0]).toEqual({
      slug: 'churn',
      remote: '/srv/churn.git',
      local: { kind: 'any' },
      credentials: null,
      branches: null,
      pollSeconds: 10,
      viewers: null,
      forge: null,
      aliases: [],
    })
    expect(repos[1]?.pollSeconds).toBe(60)
  })

  test('a repository that the start script passes on may have other addresses', () => {
    const aliases = ['https://h/old/churn']
    const { repos } = readConfig(
      env({ SIGNET_REPOS: JSON.stringify([{ url: '/srv/churn.git', aliases }, '/srv/nlp.git']) }),
    )
    expect(repos.map((repo) => [repo.slug, repo.aliases])).toEqual([
      ['churn', aliases],
      ['nlp', []],
    ])
  })

  test('a request of the demo is read as the start script passes it on, without signet.yaml', () => {
    const demoRequest = {
      ...{ id: '7d1f0c52-3b7e-4c7a-9f57-5f1b8f0f6a01', repo: 'vision', model: 'm' },
      ...{ version: 'v1.0.0', stage: 'production', reason: 'Better' },
      requester: { name: 'Deepak Rao', email: 'deepak@example.com' },
    }
    const variables = { SIGNET_DEMO_REQUEST: JSON.stringify(demoRequest) }
    expect(readConfig(env(variables)).demoRequest).toEqual(demoRequest)
    expect(readConfig(configure('', variables)).demoRequest).toBe(null)
    expect(readConfig(env({})).demoRequest).toBe(null)
    expect(readConfig(env({ SIGNET_DEMO_REQUEST: '{}' })).demoRequest).toBe(null)
  })

  test('a repository of the command line has the forge of its address', () => {
    const remotes = ['/srv/github.com/acme/a', 'https://bot:hunter2@github.com/acme/b.git']
    const { repos } = readConfig(env({ SIGNET_REPOS: JSON.stringify(remotes) }))
    const forge = { kind: 'github', url: 'https://github.com/acme/b' }
    expect(repos.map((repo) => repo.forge)).toEqual([null, forge])
  })

  test.each(['x', '{}', '[1]', '[""]', '"a"'])('SIGNET_REPOS=%s is refused', (text) => {
    expect(configErrorOf(() => readConfig(env({ SIGNET_REPOS: text })))).toBe(
      'environment: SIGNET_REPOS: found text that is no such list; allowed: a JSON list of URLs and absolute paths',
    )
  })

  test('a database that is not PostgreSQL is refused without showing the value', () => {
    const message = configErrorOf(() => readConfig(env({ DATABASE_URL: 'mysql://u:hunter2@h/d' })))
    expect(message).toBe(
      'environment: DATABASE_URL: found a value that is not shown here; ' +
        'allowed: postgres://USER:PASSWORD@HOST:PORT/NAME, or nothing for the embedded database',
    )
  })

  test('a missing file named by SIGNET_CONFIG is refused', () => {
    const config = path.join(folder.dir(), 'other.yaml')
    expect(configErrorOf(() => readConfig(env({ SIGNET_CONFIG: config })))).toBe(
      'other.yaml: found no such file; allowed: the path of a readable YAML file in SIGNET_CONFIG, or no SIGNET_CONFIG',
    )
  })
})

describe('a good signet.yaml', () => {
  test('gives every key its value', () => {
    writeFileSync(path.join(folder.dir(), 'key'), `${KEY}\n\n`)
    const text = [
      'url: https://models.example.com/',
      'repos:',
      '  - slug: churn',
      '    url: https://git.example.com/ml/churn.git',
      `    credentials: { username: signet-bot, password: ${OPEN}CHURN_TOKEN} }  # ${OPEN}NOT_READ}`,
      '    branches: [main, release/2.0]',
      '    poll: 1h',
      '    viewers: ["group:risk"]',
      '    web: { kind: gitea, url: "https://git.example.com/ml/churn/" }',
      '    aliases: ["https://bot:hunter2@old.example.com/churn.git"]',
      '  - url: git@git.example.com:ml/vision.git',
      '    credentials:',
      `      ssh: { key: ${OPEN}file:key}, known_hosts: "git.example.com ssh-ed25519 AAAA" }`,
      '  - url: ./repos/nlp.git',
      'stages: { order: [dev, staging, production] }',
      'versions_per_stage: many',
      'local_repos: ./repos',
    ].join('\n')
    const local = { kind: 'under', dir: path.join(folder.dir(), 'repos') }
    expect(readConfig(configure(text, { CHURN_TOKEN: 'a: {"b"} #c' }))).toEqual({
      url: 'https://models.example.com',
      repos: [
        {
          slug: 'churn',
          remote: 'https://git.example.com/ml/churn.git',
          local,
          credentials: { kind: 'password', username: 'signet-bot', password: 'a: {"b"} #c' },
          branches: ['main', 'release/2.0'],
          pollSeconds: 3600,
          viewers: ['group:risk'],
          forge: { kind: 'gitea', url: 'https://git.example.com/ml/churn' },
          aliases: ['https://old.example.com/churn.git'],
        },
        {
          slug: 'vision',
          remote: 'git@git.example.com:ml/vision.git',
          local,
          credentials: {
            kind: 'ssh',
            key: `${KEY}\n`,
            knownHosts: 'git.example.com ssh-ed25519 AAAA\n',
          },
          branches: null,
          pollSeconds: 300,
          viewers: null,
          forge: null,
          aliases: [],
        },
        {
          slug: 'nlp',
          remote: path.join(folder.dir(), 'repos/nlp.git'),
          local,
          credentials: null,
          branches: null,
          pollSeconds: 300,
          viewers: null,
          forge: null,
          aliases: [],
        },
      ],
      stageOrder: ['dev', 'staging', 'production'],
      versionsPerStage: 'many',
      ...DEFAULTS,
      dataDir: path.join(folder.dir(), 'data'),
      databaseUrl: null,
      mode: 'configured',
    })
  })

  test('a forge is that of the address, unless web names one', () => {
    const text = [
      'local_repos: /srv/git',
      'repos:',
      '  - url: git@github.com:acme/a.git',
      '  - url: git@github.com:acme/b.git',
      '    web: { kind: gitlab, url: "http://[::1]:3000/ml//b c" }',
      '  - url: /srv/git/c.git',
      '    web: { kind: forgejo, url: https://codeberg.org/acme/c }',
    ].join('\n')
    expect(readConfig(configure(text)).repos.map((repo) => repo.forge)).toEqual([
      { kind: 'github', url: 'https://github.com/acme/a' },
      { kind: 'gitlab', url: 'http://[::1]:3000/ml//b%20c' },
      { kind: 'forgejo', url: 'https://codeberg.org/acme/c' },
    ])
  })

  test.each(['', '# nothing yet\n', 'repos: []\n'])('may name no repository: %j', (text) => {
    expect(readConfig(configure(text))).toMatchObject({ repos: [], mode: 'configured' })
  })

  test('refuses paths on this machine unless it names a directory for them', () => {
    expect(readConfig(configure(REPO)).repos[0]?.local).toEqual({ kind: 'refused' })
  })

  test('is what docs/signet.example.yaml shows', () => {
    const files = {
      vision_key: KEY,
      signing: KEY,
      known_hosts: 'git.example.com ssh-ed25519 AAAA',
      allowed_signers: '',
      revoked_keys: '',
      'keys.asc': '',
    }
    for (const [name, text] of Object.entries(files)) {
      writeFileSync(path.join(folder.dir(), name), text)
    }
    const text = readFileSync('docs/signet.example.yaml', 'utf8')
    const names = [...text.matchAll(/\$\{([A-Z_]+)\}/g)].map(([, name = '']) => name)
    const variables = Object.fromEntries(names.map((name) => [name, name.padEnd(32, '-')]))
    const example = text.replaceAll('/run/secrets', folder.dir())
    const config = readConfig(configure(example, variables))
    expect(config.repos.map((repo) => [repo.slug, repo.credentials?.kind])).toEqual([
      ['churn', 'password'],
      ['vision', 'ssh'],
    ])
    expect(config.serviceAccount.key.kind).toBe('text')
    expect(config.auth.providers.map((provider) => provider.name)).toEqual([
      'GitHub',
      'GitLab',
      'Keycloak',
    ])
    expect(config.auth.tokens.map((token) => token.name)).toEqual(['churn-ci'])
    expect(config.stageRules).toEqual({
      production: {
        who: ['group:ml-leads', 'owners'],
        from: 'staging',
        branches: ['main'],
        approvals: 1,
        reason: 'required',
        checks: [
          { kind: 'metric', metric: 'auc', operator: '>=', value: 0.9 },
          { kind: 'signed-registration' },
        ],
      },
    })
    expect(config.signatures.stages).toEqual({ production: 'require' })
  })

  test('applies its other keys to repositories of the command line', () => {
    const variables = { SIGNET_REPOS: '["/srv/nlp.git"]' }
    const config = readConfig(configure(`${REPO}versions_per_stage: many\n`, variables))
    expect(config.repos.map((repo) => repo.remote)).toEqual(['/srv/nlp.git'])
    expect(config).toMatchObject({ versionsPerStage: 'many', mode: 'configured' })
  })

  test('takes $${ for a plain ${ and joins references with text', () => {
    const text = `${REPO}    credentials: { username: "$\${A}-\${A}", password: x\${A}\${B}y }\n`
    const config = readConfig(configure(text, { A: '1', B: '2' }))
    expect(config.repos[0]?.credentials).toEqual({
      kind: 'password',
      username: `${OPEN}A}-1`,
      password: 'x12y',
    })
  })

  test('reads an anchor where its alias stands', () => {
    const text = [
      'repos:',
      '  - url: https://h/a',
      '    credentials: &bot { username: u, password: p }',
      '  - url: https://h/b',
      '    credentials: *bot',
    ].join('\n')
    const { repos } = readConfig(configure(text))
    expect(repos[1]?.credentials).toEqual({ kind: 'password', username: 'u', password: 'p' })
  })
})

const bad: readonly (readonly [name: string, text: string, message: string])[] = [
  [
    'an unknown key with a near one',
    'repo: []',
    `signet.yaml:1: repo: found an unknown key, did you mean "repos"?; allowed: ${KEYS}`,
  ],
  [
    'a key of a feature that does not exist yet',
    `${REPO}webhooks:\n  secret: none`,
    `signet.yaml:3: webhooks: found an unknown key; allowed: ${KEYS}`,
  ],
  [
    'an unknown key of a repository',
    `${REPO}    webhook: { secret: x }`,
    `signet.yaml:3: repos[0].webhook: found an unknown key; allowed: ${REPO_KEYS}`,
  ],
  [
    'swapped letters',
    `${REPO}    pol: 5m\n    brnaches: [main]`,
    `signet.yaml:3: repos[0].pol: found an unknown key, did you mean "poll"?; allowed: ${REPO_KEYS}\n` +
      `signet.yaml:4: repos[0].brnaches: found an unknown key, did you mean "branches"?; allowed: ${REPO_KEYS}`,
  ],
  [
    'an unknown key below stages',
    'stages:\n  order: [dev]\n  names: {}',
    'signet.yaml:3: stages.names: found an unknown key; allowed: order, rules',
  ],
  [
    'a list instead of a mapping',
    '- a',
    `signet.yaml: found a list; allowed: a mapping with the keys ${KEYS}`,
  ],
  [
    'text instead of a list',
    'repos: churn',
    'signet.yaml:1: repos: found "churn"; allowed: a list of repositories',
  ],
  [
    'text instead of a repository',
    'repos:\n  - churn',
    `signet.yaml:2: repos[0]: found "churn"; allowed: a mapping with the keys ${REPO_KEYS}`,
  ],
  [
    'a repository without URL',
    'repos:\n  - slug: churn',
    'signet.yaml:2: repos[0].url: found nothing; allowed: an https or ssh URL, or a path below local_repos',
  ],
  [
    'text instead of a repository, with a password',
    'repos:\n  - bot:hunter2@h/churn',
    `signet.yaml:2: repos[0]: found "h/churn"; allowed: a mapping with the keys ${REPO_KEYS}`,
  ],
  [
    'a URL that lacks a slash',
    'repos:\n  - url: "https:/bot:hunter2@h/a b"',
    'signet.yaml:2: repos[0].url: found "h/a b"; allowed: an https or ssh URL, or a path below local_repos',
  ],
  [
    'a URL as a key',
    'repos:\n  - url: https://h/a\n    "https://bot:hunter2@h/b": {}',
    `signet.yaml:3: repos[0].h/b: found an unknown key; allowed: ${REPO_KEYS}`,
  ],
  [
    'a URL with a space',
    'repos:\n  - url: "https://u:hunt/@er2hunter2@h/a b"',
    'signet.yaml:2: repos[0].url: found "https://h/a b"; allowed: an https or ssh URL, or a path below local_repos',
  ],
  [
    'a forge that is not known',
    `${REPO}    web: { kind: gogs, url: https://h/a/b }`,
    'signet.yaml:3: repos[0].web.kind: found "gogs"; allowed: github, gitlab, gitea, forgejo or bitbucket',
  ],
  [
    'a forge without its parts',
    `${REPO}    web: {}`,
    'signet.yaml:3: repos[0].web.kind: found nothing; allowed: github, gitlab, gitea, forgejo or bitbucket\n' +
      `signet.yaml:3: repos[0].web.url: found nothing; allowed: ${PAGE}`,
  ],
  [
    'a forge as text',
    `${REPO}    web: https://h/a/b`,
    'signet.yaml:3: repos[0].web: found "https://h/a/b"; allowed: a mapping with the keys kind, url',
  ],
  [
    'a page with a password',
    `${REPO}    web: { kind: gitea, url: "https://bot:hunter2@h/a/b" }`,
    `signet.yaml:3: repos[0].web.url: found "https://h/a/b"; allowed: ${PAGE}`,
  ],
  [
    'a page of another protocol',
    `${REPO}    web: { kind: gitea, url: "javascript:alert(1)" }`,
    `signet.yaml:3: repos[0].web.url: found "javascript:alert(1)"; allowed: ${PAGE}`,
  ],
  [
    'a page of no repository',
    `${REPO}    web: { kind: gitea, url: https://git.example.com/ }`,
    `signet.yaml:3: repos[0].web.url: found "https://git.example.com/"; allowed: ${PAGE}`,
  ],
  [
    'a page with a query',
    `${REPO}    web: { kind: gitea, url: "https://h/a/b?tab=code" }`,
    `signet.yaml:3: repos[0].web.url: found "https://h/a/b?tab=code"; allowed: ${PAGE}`,
  ],
  [
    'a slug with a slash',
    `${REPO}    slug: ml/churn`,
    `signet.yaml:3: repos[0].slug: found "ml/churn"; allowed: ${SLUG}`,
  ],
  [
    'a slug twice',
    'repos:\n  - url: https://h/a\n  - url: https://h/b\n    slug: A',
    'signet.yaml:4: repos[1].slug: found "a", which repos[0].slug is too; allowed: each name once',
  ],
  [
    'a poll without unit',
    `${REPO}    poll: 5`,
    `signet.yaml:3: repos[0].poll: found "5"; allowed: ${DURATION}`,
  ],
  [
    'a poll in words',
    `${REPO}    poll: 5 minutes`,
    `signet.yaml:3: repos[0].poll: found "5 minutes"; allowed: ${DURATION}`,
  ],
  [
    'a poll too short',
    `${REPO}    poll: 1s`,
    `signet.yaml:3: repos[0].poll: found "1s"; allowed: ${DURATION}`,
  ],
  [
    'a poll too long',
    `${REPO}    poll: 8d`,
    `signet.yaml:3: repos[0].poll: found "8d"; allowed: ${DURATION}`,
  ],
  [
    'an empty poll',
    `${REPO}    poll:`,
    `signet.yaml:3: repos[0].poll: found nothing; allowed: ${DURATION}`,
  ],
  [
    'no branches',
    `${REPO}    branches: []`,
    'signet.yaml:3: repos[0].branches: found an empty list; allowed: at least one branch',
  ],
  [
    'a branch that is an option',
    `${REPO}    branches: [main, --all]`,
    'signet.yaml:3: repos[0].branches[1]: found "--all"; allowed: the name of a branch, as in main',
  ],
  [
    'half of the credentials',
    `${REPO}    credentials: { username: u }`,
    'signet.yaml:3: repos[0].credentials: found a mapping; allowed: username and password, or ssh',
  ],
  [
    'a path instead of a key',
    `${REPO}    credentials:\n      ssh:\n        key: /run/secrets/churn\n        known_hosts: h ssh-ed25519 A`,
    'signet.yaml:5: repos[0].credentials.ssh.key: found a value that is not shown here; ' +
      `allowed: the text of an unencrypted private key, as in ${OPEN}file:/run/secrets/churn}`,
  ],
  [
    'no known hosts',
    `${REPO}    credentials:\n      ssh:\n        key: |\n          -----BEGIN OPENSSH PRIVATE KEY-----\n`,
    'signet.yaml:4: repos[0].credentials.ssh.known_hosts: found nothing; ' +
      `allowed: lines of a known_hosts file, as in ${OPEN}file:/run/secrets/known_hosts}`,
  ],
  [
    'a password on two lines',
    `${REPO}    credentials: { username: u, password: "hunter2\\nx" }`,
    'signet.yaml:3: repos[0].credentials.password: found a value that is not shown here; allowed: text on one line',
  ],
  [
    'a stage name with a space',
    'stages: { order: [dev, "pre prod"] }',
    'signet.yaml:1: stages.order[1]: found "pre prod"; allowed: a stage name: letters, digits, "-", "_" and "/", ' +
      'starting and ending with a letter or digit',
  ],
  [
    'a stage twice',
    'stages:\n  order:\n    - dev\n    - dev',
    'signet.yaml:4: stages.order[1]: found "dev", which stages.order[0] is too; allowed: each name once',
  ],
  [
    'neither one nor many',
    'versions_per_stage: 2',
    'signet.yaml:1: versions_per_stage: found "2"; allowed: one or many',
  ],
  [
    'a metric that is better sideways',
    'metrics: { rows: higher }',
    'signet.yaml:1: metrics.rows: found "higher"; allowed: up or down',
  ],
  [
    'metrics in a list',
    'metrics: [rows]',
    'signet.yaml:1: metrics: found a list; allowed: a mapping of metrics to up or down, as in { rows: up }',
  ],
  [
    'an address with a path',
    'url: https://example.com/signet',
    'signet.yaml:1: url: found "https://example.com/signet"; allowed: the address of this server, as in https://models.example.com',
  ],
  [
    'a variable that is not set',
    `${REPO}    credentials: { username: u, password: ${OPEN}NO_TOKEN} }`,
    `signet.yaml:3: repos[0].credentials.password: found ${OPEN}NO_TOKEN}, which is not set; ` +
      'allowed: a variable of the environment with a value',
  ],
  [
    'a variable that is empty',
    `${REPO}    credentials: { username: u, password: ${OPEN}EMPTY} }`,
    `signet.yaml:3: repos[0].credentials.password: found ${OPEN}EMPTY}, which is empty; ` +
      'allowed: a variable of the environment with a value',
  ],
  [
    'a filled value of the wrong form',
    `${REPO}    poll: ${OPEN}SECRET}`,
    'signet.yaml:3: repos[0].poll: found what the environment or a file gave, which is not shown here; ' +
      `allowed: ${DURATION}`,
  ],
  [
    'a file that does not exist',
    `${REPO}    credentials: { username: u, password: ${OPEN}file:/nowhere/secret} }`,
    `signet.yaml:3: repos[0].credentials.password: found a ${OPEN}file:...} that does not exist; ` +
      'allowed: a readable text file of at most 64 KiB',
  ],
  [
    'a reference that is no name',
    `${REPO}    poll: ${OPEN}a b}`,
    `signet.yaml:3: repos[0].poll: found a reference that is no name; ` +
      `allowed: ${OPEN}NAME} or ${OPEN}file:/path}, and $${OPEN} for a plain ${OPEN}`,
  ],
  [
    'an alias of nothing',
    'repos: *bot',
    'signet.yaml:1: repos: found an alias of an anchor that does not exist; allowed: an anchor that stands above it',
  ],
  [
    'a key twice',
    'url: https://a.b\nurl: https://a.b',
    'signet.yaml:2: found a key that stands twice; allowed: one YAML mapping of keys and values',
  ],
  [
    'a tab',
    'stages:\n\torder: [dev]',
    'signet.yaml:2: found a tab as indentation; allowed: one YAML mapping of keys and values',
  ],
  [
    'an open quote around a secret',
    'url: "hunter2\nrepos: []',
    'signet.yaml:2: found a quote, comma or bracket missing; allowed: one YAML mapping of keys and values',
  ],
]

test.each(bad)('signet.yaml with %s stops the start', (_name, text, message) => {
  const found = configErrorOf(() => readConfig(configure(text, { EMPTY: '', SECRET: 'hunter2' })))
  expect(found).toBe(message)
  expect(found).not.toContain('hunter2')
})

test('the error lists all problems of the file and the environment', () => {
  const text = `${REPO}    pol: 5m\nversions_per_stage: few\nurl: x\n`
  const message = configErrorOf(() => readConfig(configure(text, { SIGNET_REPOS: 'x' })))
  expect(message.split('\n').map((line) => line.split(': found')[0])).toEqual([
    'environment: SIGNET_REPOS',
    'signet.yaml:3: repos[0].pol',
    'signet.yaml:4: versions_per_stage',
    'signet.yaml:5: url',
  ])
})
