import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { configErrorOf, useConfigFolder } from '@/lib/testing/config-file'
import { readConfig } from './read-config'

const folder = useConfigFolder()
const { configure } = folder

const OPEN = '${'
const SSH = '-----BEGIN OPENSSH PRIVATE KEY-----\nhunter2\n-----END OPENSSH PRIVATE KEY-----'
const PGP = '-----BEGIN PGP PRIVATE KEY BLOCK-----\n\nhunter2\n-----END PGP PRIVATE KEY BLOCK-----'
const KEYS = { SSH, PGP, SOCKET: '/run/agent.sock' }
const PUBLIC = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHVua25vd24= signet'
const HIDDEN = 'a value that is not shown here'

describe('service_account', () => {
  test.each([
    [
      'everything left out',
      '{}',
      { name: 'Signet', email: 'signet@localhost', sign: 'ssh', key: { kind: 'generated' } },
    ],
    [
      'a name alone',
      '{ name: Models Bot, email: bot@example.com }',
      { name: 'Models Bot', email: 'bot@example.com', sign: 'ssh', key: { kind: 'generated' } },
    ],
    [
      'an SSH key with a passphrase',
      `{ key: ${OPEN}SSH}, passphrase: pass }`,
      {
        name: 'Signet',
        email: 'signet@localhost',
        sign: 'ssh',
        key: { kind: 'text', text: `${SSH}\n`, passphrase: 'pass' },
      },
    ],
    [
      'an agent',
      `{ sign: ssh, key: ${PUBLIC}, agent: ${OPEN}SOCKET} }`,
      {
        name: 'Signet',
        email: 'signet@localhost',
        sign: 'ssh',
        key: { kind: 'agent', publicKey: PUBLIC, socket: '/run/agent.sock' },
      },
    ],
    [
      'an OpenPGP key',
      `{ sign: openpgp, key: ${OPEN}PGP} }`,
      {
        name: 'Signet',
        email: 'signet@localhost',
        sign: 'openpgp',
        key: { kind: 'text', text: `${PGP}\n`, passphrase: null },
      },
    ],
  ])('with %s', (_name, text, account) => {
    expect(readConfig(configure(`service_account: ${text}`, KEYS)).serviceAccount).toEqual(account)
  })
})

describe('trust', () => {
  test('names files from the folder of signet.yaml', () => {
    for (const name of ['signers', 'revoked', 'keys.asc']) {
      writeFileSync(path.join(folder.dir(), name), '')
    }
    const text = `trust: { allowed_signers: ./signers, revoked_keys: revoked, openpgp_keys: ${OPEN}DIR}/keys.asc }`
    expect(readConfig(configure(text, { DIR: folder.dir() })).trust).toEqual({
      allowedSigners: path.join(folder.dir(), 'signers'),
      revokedKeys: path.join(folder.dir(), 'revoked'),
      openpgpKeys: path.join(folder.dir(), 'keys.asc'),
    })
  })

  test('names the file of the environment in place of the one in signet.yaml', () => {
    for (const name of ['signers', 'others', 'revoked']) {
      writeFileSync(path.join(folder.dir(), name), '')
    }
    const text = 'trust: { allowed_signers: signers, revoked_keys: revoked }'
    const others = path.join(folder.dir(), 'others')
    expect(readConfig(configure(text, { SIGNET_ALLOWED_SIGNERS: others })).trust).toEqual({
      allowedSigners: others,
      revokedKeys: path.join(folder.dir(), 'revoked'),
      openpgpKeys: null,
    })
  })

  test('refuses a file of the environment that is not there', () => {
    const variables = { SIGNET_ALLOWED_SIGNERS: path.join(folder.dir(), 'nowhere') }
    expect(configErrorOf(() => readConfig(configure('', variables)))).toBe(
      'environment: SIGNET_ALLOWED_SIGNERS: found no file that can be read; allowed: the path of a file',
    )
  })

  test('refuses a folder', () => {
    mkdirSync(path.join(folder.dir(), 'signers'))
    const text = 'trust: { allowed_signers: signers }'
    expect(configErrorOf(() => readConfig(configure(text)))).toBe(
      'signet.yaml:1: trust.allowed_signers: found no file that can be read; allowed: the path of a file',
    )
  })
})

describe('policy.signatures', () => {
  test.each([
    ['warn', { fallback: 'warn', stages: {} }],
    ['require', { fallback: 'require', stages: {} }],
    ['{ production: require }', { fallback: 'warn', stages: { production: 'require' } }],
    [
      '{ fallback: off, production: require, dev: warn }',
      { fallback: 'off', stages: { production: 'require', dev: 'warn' } },
    ],
    ['{}', { fallback: 'warn', stages: {} }],
  ])('%s', (text, signatures) => {
    expect(readConfig(configure(`policy: { signatures: ${text} }`)).signatures).toEqual(signatures)
  })
})

const PASSPHRASE = 'a passphrase only together with the key that it opens'
const bad: readonly (readonly [name: string, text: string, message: string])[] = [
  [
    'a service account of another form',
    'service_account: hunter2',
    `signet.yaml:1: service_account: found ${HIDDEN}; allowed: a mapping with the keys name, email, sign, key, passphrase, agent`,
  ],
  [
    'a name that would end early in a tag',
    'service_account: { name: "Signet <x>" }',
    'signet.yaml:1: service_account.name: found "Signet <x>"; allowed: a name on one line without < and >',
  ],
  [
    'an address that is a pattern',
    'service_account:\n  email: "*@example.com"',
    'signet.yaml:2: service_account.email: found "*@example.com"; allowed: an e-mail address, as in signet@example.com',
  ],
  [
    'another kind of signature',
    'service_account:\n  sign: x509',
    'signet.yaml:2: service_account.sign: found "x509"; allowed: ssh or openpgp',
  ],
  [
    'the path of a key',
    'service_account:\n  key: /run/secrets/hunter2',
    `signet.yaml:2: service_account.key: found ${HIDDEN}; allowed: the text of a private SSH key, as in ${OPEN}file:/run/secrets/signing}`,
  ],
  [
    'OpenPGP without a key',
    'service_account:\n  sign: openpgp',
    `signet.yaml:1: service_account.key: found nothing; allowed: the text of an armored OpenPGP private key, as in ${OPEN}file:/run/secrets/signing.asc}`,
  ],
  [
    'OpenPGP with an SSH key',
    `service_account:\n  sign: openpgp\n  key: ${OPEN}SSH}`,
    `signet.yaml:3: service_account.key: found ${HIDDEN}; allowed: the text of an armored OpenPGP private key, as in ${OPEN}file:/run/secrets/signing.asc}`,
  ],
  [
    'OpenPGP with an agent',
    `service_account:\n  sign: openpgp\n  agent: ${OPEN}SOCKET}`,
    'signet.yaml:3: service_account.agent: found what the environment or a file gave, which is not shown here; ' +
      'allowed: no agent with sign: openpgp, but the key itself',
  ],
  [
    'an agent without the public key',
    `service_account:\n  agent: ${OPEN}SOCKET}`,
    'signet.yaml:1: service_account.key: found nothing; allowed: the public line of the key that the agent holds, as in ssh-ed25519 AAAA...',
  ],
  [
    'an agent at a relative path',
    'service_account:\n  agent: agent.sock',
    `signet.yaml:2: service_account.agent: found "agent.sock"; allowed: the absolute path of an agent's socket, as in ${OPEN}SSH_AUTH_SOCK}`,
  ],
  [
    'a passphrase of nothing',
    'service_account:\n  passphrase: hunter2',
    `signet.yaml:2: service_account.passphrase: found ${HIDDEN}; allowed: ${PASSPHRASE}`,
  ],
  [
    'a file of trust that is not there',
    'trust:\n  allowed_signers: ./nowhere\n  revoked_keys: ./nowhere',
    'signet.yaml:2: trust.allowed_signers: found no file that can be read; allowed: the path of a file\n' +
      'signet.yaml:3: trust.revoked_keys: found no file that can be read; allowed: the path of a file',
  ],
  [
    'keys in place of their file',
    `trust:\n  allowed_signers: ${OPEN}SSH}`,
    'signet.yaml:2: trust.allowed_signers: found what the environment or a file gave, which is not shown here; allowed: the path of a file',
  ],
  [
    'a level that does not exist',
    'policy:\n  signatures: always',
    'signet.yaml:2: policy.signatures: found "always"; allowed: off, warn or require, or a mapping of stages and fallback to these',
  ],
  [
    'a level of a stage that does not exist',
    'policy:\n  signatures:\n    production: always',
    'signet.yaml:3: policy.signatures.production: found "always"; allowed: off, warn or require',
  ],
  [
    'a level for a name that is no stage',
    'policy:\n  signatures:\n    "pre prod": warn',
    'signet.yaml:3: policy.signatures.pre prod: found "warn"; allowed: a stage name: letters, digits, "-", "_" and "/", ' +
      'starting and ending with a letter or digit',
  ],
  [
    'a level for a stage that is not listed',
    'stages: { order: [dev, production] }\npolicy:\n  signatures:\n    prodution: require',
    'signet.yaml:4: policy.signatures.prodution: found "prodution", did you mean "production"?; allowed: dev, production',
  ],
  [
    'a list of levels',
    'policy:\n  signatures: [require]',
    'signet.yaml:2: policy.signatures: found a list; allowed: off, warn or require, or a mapping of stages and fallback to these',
  ],
]

test.each(bad)('signet.yaml with %s stops the start', (_name, text, message) => {
  const found = configErrorOf(() => readConfig(configure(text, KEYS)))
  expect(found).toBe(message)
  expect(found).not.toContain('hunter2')
})
