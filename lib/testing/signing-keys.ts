import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { createTempDir } from './temp-dir'

export type TestSshKey = {
  readonly file: string
  readonly text: string
  readonly publicLine: string
}

/** A throw-away SSH key; `options` as ssh-keygen takes them, the type among them. */
export function createSshKey(
  options: readonly string[] = ['-t', 'ed25519'],
  passphrase = '',
): TestSshKey {
  const file = path.join(createTempDir('ssh-key'), 'key')
  execFileSync('ssh-keygen', ['-q', ...options, '-N', passphrase, '-C', 'test', '-f', file])
  const publicLine = readFileSync(`${file}.pub`, 'utf8').trim()
  return { file, text: readFileSync(file, 'utf8'), publicLine }
}

export type TestAgent = {
  readonly socket: string
  run(program: 'ssh-add', args: readonly string[]): void
  close(): Promise<void>
}

/** A real ssh-agent without keys. Every prompt of it or of ssh-add is answered with `secret`. */
export async function startAgent(secret: string): Promise<TestAgent> {
  const dir = createTempDir('agent')
  const socket = path.join(dir, 'socket')
  const askpass = path.join(dir, 'askpass')
  writeFileSync(askpass, `#!/bin/sh\necho '${secret}'\n`, { mode: 0o700 })
  const env = { PATH: process.env.PATH, SSH_ASKPASS: askpass, SSH_ASKPASS_REQUIRE: 'force' }
  const child = spawn('ssh-agent', ['-D', '-a', socket], {
    env: { ...process.env, SSH_ASKPASS: '/bin/false', SSH_ASKPASS_REQUIRE: 'force' },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  await new Promise((resolve) => child.stdout.once('data', resolve))
  return {
    socket,
    run: (program, args) => {
      execFileSync(program, [...args], {
        env: { ...env, NODE_ENV: 'test', SSH_AUTH_SOCK: socket },
        stdio: 'ignore',
      })
    },
    close: () => stop(child),
  }
}

export type OpenpgpSpec = {
  readonly passphrase?: string
  /** gpg's names: `sign`, `cert`, `encr`. */
  readonly usage?: string
  readonly algorithm?: string
  /** An expired key: made and gone in 2020. */
  readonly expired?: true
  /** Made in 2020, and without an end. */
  readonly old?: true
  readonly revoked?: true
  /** A second key pair for signatures below the primary one. */
  readonly signingSubkey?: true
}

export type TestOpenpgpKey = {
  readonly fingerprint: string
  readonly secret: string
  readonly public: string
}

/** A throw-away OpenPGP key, as armored text. */
export function createOpenpgpKey(spec: OpenpgpSpec = {}): TestOpenpgpKey {
  const home = createTempDir('gpg')
  const passphrase = spec.passphrase ?? ''
  const fixed = ['--homedir', home, '--batch', '--quiet', '--pinentry-mode', 'loopback']
  const gpg = (args: readonly string[]) =>
    execFileSync('gpg', [...fixed, '--passphrase', passphrase, ...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
  const time = spec.expired || spec.old ? ['--faked-system-time', '20200101T000000!'] : []
  const id = 'Signet Test <test@example.com>'
  const algorithm = spec.algorithm ?? 'ed25519'
  const life = spec.expired ? '1d' : '0'
  try {
    gpg([...time, '--quick-gen-key', id, algorithm, spec.usage ?? 'sign', life])
    const colons = gpg(['--with-colons', '--list-secret-keys'])
    const fingerprint = /^fpr:+([0-9A-F]{40}):/m.exec(colons)?.[1] ?? ''
    if (spec.signingSubkey) gpg(['--quick-add-key', fingerprint, 'ed25519', 'sign', '0'])
    if (spec.revoked) revoke(home, fingerprint, gpg)
    const secret = gpg(['--armor', '--export-secret-keys', fingerprint])
    return { fingerprint, secret, public: gpg(['--armor', '--export', fingerprint]) }
  } finally {
    execFileSync('gpgconf', ['--homedir', home, '--kill', 'gpg-agent'])
  }
}

/** gpg writes a revocation with every key, made harmless by a colon. */
function revoke(home: string, fingerprint: string, gpg: (args: readonly string[]) => string): void {
  const file = path.join(home, 'openpgp-revocs.d', `${fingerprint}.rev`)
  if (!existsSync(file)) throw new Error('gpg made no revocation')
  writeFileSync(file, readFileSync(file, 'utf8').replace(':-----BEGIN', '-----BEGIN'))
  gpg(['--import', file])
}

async function stop(child: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => child.once('close', resolve))
  child.kill()
  await gone
}
