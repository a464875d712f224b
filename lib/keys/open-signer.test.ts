import { execFileSync } from 'node:child_process'
import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import type { ServiceAccount, SigningKey } from '@/lib/config/config'
import { createOpenpgpKey, createSshKey, startAgent } from '@/lib/testing/signing-keys'
import { createTempDir } from '@/lib/testing/temp-dir'
import { KeyError } from './key-error'
import { findPublicKey, openSigner } from './open-signer'
import { testSigner } from './test-signer'

const SECRET = 'geheim\'$(x) "12'

function account(sign: ServiceAccount['sign'], key: SigningKey): ServiceAccount {
  return { name: 'Signet', email: 'signet@example.com', sign, key }
}

function ssh(text: string, passphrase: string | null = null): ServiceAccount {
  return account('ssh', { kind: 'text', text, passphrase })
}

function openpgp(text: string, passphrase: string | null = null): ServiceAccount {
  return account('openpgp', { kind: 'text', text, passphrase })
}

const generated = account('ssh', { kind: 'generated' })

/** `ok`, or why the account cannot sign, whichever of opening and testing says so. */
async function stateOf(given: ServiceAccount, dataDir = createTempDir('data')): Promise<string> {
  try {
    const test = await testSigner(await openSigner(given, dataDir))
    expect(listLeftovers(dataDir)).toEqual([])
    if (!test.ok) expectNoSecret(test.why, dataDir)
    return test.ok ? 'ok' : test.code
  } catch (error) {
    if (!(error instanceof KeyError)) throw error
    expectNoSecret(`${error.message} ${error.stack?.split('\n')[0]}`, dataDir)
    expect(listLeftovers(dataDir)).toEqual([])
    return error.code
  }
}

function expectNoSecret(text: string, dataDir: string): void {
  for (const secret of [SECRET, 'PRIVATE KEY', dataDir]) expect(text).not.toContain(secret)
}

/** Every file in the directory of keys besides the generated key. */
function listLeftovers(dataDir: string): readonly string[] {
  try {
    return readdirSync(path.join(dataDir, 'keys')).filter((name) => name !== 'service-key')
  } catch {
    return []
  }
}

describe('the generated key', () => {
  test('is generated once, readable only by this user', async () => {
    const dataDir = createTempDir('data')
    expect(await findPublicKey(generated, dataDir)).toBeNull()
    const first = await openSigner(generated, dataDir)
    const file = path.join(dataDir, 'keys', 'service-key')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(statSync(path.dirname(file)).mode & 0o777).toBe(0o700)
    expect(first.publicKey.format === 'ssh' && first.publicKey.line).toMatch(
      /^ssh-ed25519 AAAA\S+$/,
    )
    const listed = execFileSync('ssh-keygen', ['-lf', file], { encoding: 'utf8' })
    expect(first.view).toEqual({
      name: 'Signet',
      email: 'signet@example.com',
      format: 'ssh',
      key: listed.split(' ')[1],
    })
    const bytes = readFileSync(file)
    expect((await openSigner(generated, dataDir)).publicKey).toEqual(first.publicKey)
    expect(await findPublicKey(generated, dataDir)).toEqual(first.publicKey)
    expect(readFileSync(file)).toEqual(bytes)
    expect(await stateOf(generated, dataDir)).toBe('ok')
  })

  test('is the same for all servers that start at once', async () => {
    const dataDir = createTempDir('data')
    const signers = await Promise.all(
      Array.from({ length: 8 }, () => openSigner(generated, dataDir)),
    )
    expect(new Set(signers.map(({ view }) => view.key)).size).toBe(1)
  })

  test.each([
    ['readable by others', (file: string) => chmodSync(file, 0o644), 'key-too-open'],
    [
      'cut off',
      (file: string) => writeFileSync(file, readFileSync(file).subarray(0, 100)),
      'key-unreadable',
    ],
    ['empty', (file: string) => writeFileSync(file, ''), 'key-unreadable'],
  ])('that is %s is not replaced', async (_what, harm, code) => {
    const dataDir = createTempDir('data')
    await openSigner(generated, dataDir)
    const file = path.join(dataDir, 'keys', 'service-key')
    harm(file)
    const bytes = readFileSync(file)
    expect(await stateOf(generated, dataDir)).toBe(code)
    expect(readFileSync(file)).toEqual(bytes)
  })

  test('needs a directory', async () => {
    const dataDir = path.join(createTempDir('data'), 'file')
    writeFileSync(dataDir, '')
    expect(await stateOf(generated, dataDir)).toBe('files-refused')
  })
})

describe('an SSH key that is a text', () => {
  test.each([
    ['ed25519', ['-t', 'ed25519']],
    ['ECDSA P-256', ['-t', 'ecdsa', '-b', '256']],
    ['ECDSA P-384', ['-t', 'ecdsa', '-b', '384']],
    ['ECDSA P-521', ['-t', 'ecdsa', '-b', '521']],
    ['RSA', ['-t', 'rsa', '-b', '2048']],
    ['RSA as PEM', ['-t', 'rsa', '-b', '2048', '-m', 'PEM']],
    ['RSA as PKCS #8', ['-t', 'rsa', '-b', '2048', '-m', 'PKCS8']],
    ['ECDSA as PEM', ['-t', 'ecdsa', '-m', 'PEM']],
  ])('%s, without and with a passphrase', async (_type, options) => {
    const open = createSshKey(options)
    expect(await stateOf(ssh(open.text))).toBe('ok')
    expect(await stateOf(ssh(open.text, SECRET))).toBe('ok')
    const closed = createSshKey(options, SECRET)
    expect(await stateOf(ssh(closed.text, SECRET))).toBe('ok')
    expect(await stateOf(ssh(closed.text, 'wrong'))).toBe('passphrase-wrong')
    expect(await stateOf(ssh(closed.text))).toBe('passphrase-needed')
  })

  const key = createSshKey()
  const dsa = createSshKey(['-t', 'dsa'])
  const short = createSshKey(['-t', 'rsa', '-b', '1024'])
  test.each([
    ['with Windows line ends', key.text.replaceAll('\n', '\r\n'), 'ok'],
    ['without its last line end', key.text.trimEnd(), 'ok'],
    ['with empty lines around', `\n${key.text}\n\n`, 'ok'],
    ['empty', '', 'key-unreadable'],
    ['no key', 'hello', 'key-unreadable'],
    ['cut off', key.text.slice(0, 200), 'key-unreadable'],
    ['the public half', key.publicLine, 'key-unreadable'],
    ['an OpenPGP key', createOpenpgpKey().secret, 'key-unreadable'],
    ['DSA', dsa.text, 'key-unsupported'],
    ['an RSA key that proves nothing', short.text, 'key-unsupported'],
  ])('%s: %#', async (_what, text, state) => {
    expect(await stateOf(ssh(text))).toBe(state)
  })

  test('is on disk only while it signs', async () => {
    const dataDir = createTempDir('data')
    const signer = await openSigner(ssh(key.text), dataDir)
    await signer.sign('x')
    expect(readdirSync(path.join(dataDir, 'keys'))).toEqual([])
  })
})

describe('an SSH key in an agent', async () => {
  const key = createSshKey()
  const agent = await startAgent('geheim')
  afterAll(() => agent.close())
  const inAgent = (socket: string, publicKey = key.publicLine) =>
    account('ssh', { kind: 'agent', publicKey, socket })

  test('signs as long as the agent has it and is not locked', async () => {
    expect(await stateOf(inAgent(agent.socket))).toBe('agent-lacks-key')
    agent.run('ssh-add', [key.file])
    expect(await stateOf(inAgent(agent.socket))).toBe('ok')
    agent.run('ssh-add', ['-x'])
    expect(await stateOf(inAgent(agent.socket))).toBe('agent-lacks-key')
    agent.run('ssh-add', ['-X'])
    agent.run('ssh-add', ['-c', key.file])
    expect(await stateOf(inAgent(agent.socket))).toBe('agent-refused')
    agent.run('ssh-add', ['-D'])
    expect(await stateOf(inAgent(agent.socket))).toBe('agent-lacks-key')
  })

  test('does not sign when the configured public half is wrong', async () => {
    expect(await stateOf(inAgent(agent.socket, 'hello'))).toBe('key-unreadable')
    expect(await stateOf(inAgent(agent.socket, 'ssh-ed25519 AAAA'))).toBe('key-unreadable')
    const sk = Buffer.concat([
      Buffer.from([0, 0, 0, 26]),
      Buffer.from('sk-ssh-ed25519@openssh.com'),
    ])
    const line = `sk-ssh-ed25519@openssh.com ${sk.toString('base64')}`
    expect(await stateOf(inAgent(agent.socket, line))).toBe('key-unsupported')
  })

  test('does not sign without an agent at the socket', async () => {
    expect(await stateOf(inAgent('/nowhere/agent'))).toBe('agent-unreachable')
    expect(await stateOf(inAgent(key.file))).toBe('agent-unreachable')
    const publicKey = await findPublicKey(inAgent('/nowhere/agent'), createTempDir('data'))
    expect(publicKey?.format === 'ssh' && `${publicKey.line} test`).toBe(key.publicLine)
  })

  test('does not sign with an agent that never answers', async () => {
    const silent = path.join(createTempDir('silent'), 'socket')
    const server = createServer(() => {})
    await new Promise<void>((resolve) => server.listen(silent, resolve))
    expect(await stateOf(inAgent(silent))).toBe('timeout')
    server.close()
  })
})

describe('an OpenPGP key', () => {
  const key = createOpenpgpKey()
  const closed = createOpenpgpKey({ passphrase: SECRET })

  test.each([
    ['ed25519', openpgp(key.secret), 'ok'],
    ['RSA', openpgp(createOpenpgpKey({ algorithm: 'rsa2048' }).secret), 'ok'],
    [
      'with a subkey that signs',
      openpgp(createOpenpgpKey({ usage: 'cert', signingSubkey: true }).secret),
      'ok',
    ],
    ['with its passphrase', openpgp(closed.secret, SECRET), 'ok'],
    ['with a passphrase it does not have', openpgp(key.secret, SECRET), 'ok'],
    ['without its passphrase', openpgp(closed.secret), 'passphrase-needed'],
    ['with a wrong passphrase', openpgp(closed.secret, 'wrong'), 'passphrase-wrong'],
    ['expired', openpgp(createOpenpgpKey({ expired: true }).secret), 'key-expired'],
    ['revoked', openpgp(createOpenpgpKey({ revoked: true }).secret), 'key-revoked'],
    [
      'for certificates alone',
      openpgp(createOpenpgpKey({ usage: 'cert' }).secret),
      'key-unsupported',
    ],
    ['the public half', openpgp(key.public), 'key-without-secret'],
    ['two keys', openpgp(`${key.secret}\n${closed.secret}`), 'several-keys'],
    ['no key', openpgp('hello'), 'key-without-secret'],
    ['an SSH key', openpgp(createSshKey().text), 'key-without-secret'],
    ['to be generated', account('openpgp', { kind: 'generated' }), 'key-unsupported'],
  ])('%s', async (_what, given, state) => {
    expect(await stateOf(given)).toBe(state)
  })

  test('is known by its primary fingerprint and its public text', async () => {
    const subkey = createOpenpgpKey({ usage: 'cert', signingSubkey: true })
    const dataDir = createTempDir('data')
    const signer = await openSigner(openpgp(subkey.secret), dataDir)
    expect(signer.view).toMatchObject({ format: 'openpgp', key: subkey.fingerprint })
    expect(signer.publicKey).toEqual({
      format: 'openpgp',
      fingerprint: subkey.fingerprint,
      armored: subkey.public,
    })
    expect(await findPublicKey(openpgp(subkey.secret), dataDir)).toEqual(signer.publicKey)
  })

  test('signs many things at once, below a long path too, and leaves no agent', async () => {
    const dataDir = path.join(createTempDir('data'), 'x'.repeat(90))
    const signer = await openSigner(openpgp(closed.secret, SECRET), dataDir)
    const tests = await Promise.all(Array.from({ length: 5 }, () => testSigner(signer)))
    expect(tests).toEqual(Array.from({ length: 5 }, () => ({ ok: true })))
    expect(listLeftovers(dataDir)).toEqual([])
    const agents = commandLines().filter((line) => /gpg-agent.*(data-|signet-work)/.test(line))
    expect(agents).toEqual([])
  })
})

describe('the programs that sign', () => {
  const usual = process.env.PATH
  afterEach(() => {
    process.env.PATH = usual
  })

  test('get no secret as an argument', async () => {
    const spy = createSpy()
    const closed = createSshKey(['-t', 'ed25519'], SECRET)
    const pgp = createOpenpgpKey({ passphrase: SECRET })
    process.env.PATH = `${spy.dir}:${usual}`
    expect(await stateOf(generated)).toBe('ok')
    expect(await stateOf(ssh(closed.text, SECRET))).toBe('ok')
    expect(await stateOf(openpgp(pgp.secret, SECRET))).toBe('ok')
    const seen = spy.read()
    for (const words of ['-Y sign', '-t ed25519', '--detach-sign', '--import']) {
      expect(seen).toContain(words)
    }
    for (const text of [SECRET, 'PRIVATE KEY', ...closed.text.split('\n').slice(1, 4)]) {
      expect(seen).not.toContain(text)
    }
  })

  test('are reported when they are missing', async () => {
    const key = createSshKey()
    const pgp = createOpenpgpKey()
    process.env.PATH = '/nowhere'
    expect(await stateOf(ssh(key.text))).toBe('program-missing')
    expect(await stateOf(openpgp(pgp.secret))).toBe('program-missing')
  })

  test('make a signature that is not of the told key', async () => {
    const [signer, other] = await Promise.all(
      [1, 2].map(() => openSigner(generated, createTempDir('data'))),
    )
    if (!signer || !other) throw new Error('no signers')
    const pgp = await openSigner(openpgp(createOpenpgpKey().secret), createTempDir('data'))
    const otherPgp = await openSigner(openpgp(createOpenpgpKey().secret), createTempDir('data'))
    for (const [one, two] of [[signer, other] as const, [pgp, otherPgp] as const]) {
      const wrong = { ...one, publicKey: two.publicKey }
      expect(await testSigner(wrong)).toMatchObject({ ok: false, code: 'self-test-failed' })
    }
    const rotten = { ...signer, sign: async () => 'no signature' }
    expect(await testSigner(rotten)).toMatchObject({ ok: false, code: 'self-test-failed' })
  })
})

/** Programs in front of the real ones, that note their arguments. */
function createSpy() {
  const dir = createTempDir('spy')
  const log = path.join(dir, 'log')
  for (const program of ['ssh-keygen', 'gpg', 'gpgv', 'gpgconf']) {
    const real = execFileSync('which', [program], { encoding: 'utf8' }).trim()
    const lines = ['#!/bin/sh', `echo "$*" >>'${log}'`, `exec '${real}' "$@"`, '']
    writeFileSync(path.join(dir, program), lines.join('\n'), { mode: 0o700 })
  }
  return { dir, read: () => readFileSync(log, 'utf8') }
}

function commandLines(): readonly string[] {
  return readdirSync('/proc').flatMap((pid) => {
    try {
      return /^\d+$/.test(pid) ? [readFileSync(`/proc/${pid}/cmdline`, 'utf8')] : []
    } catch {
      return [] // it has ended meanwhile
    }
  })
}
