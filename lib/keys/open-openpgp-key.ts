import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { SigningKey } from '@/lib/config/config'
import { KeyError } from './key-error'
import { type ProgramResult, runProgram } from './run-program'
import type { PublicKey, Signer } from './signer'
import { withWorkDir } from './work-dir'

type OpenpgpPublicKey = PublicKey & { readonly format: 'openpgp' }
type OpenpgpKey = { readonly publicKey: OpenpgpPublicKey; readonly sign: Signer['sign'] }
type KeyText = SigningKey & { readonly kind: 'text' }

/** The socket of gpg's agent stands in its home, and such paths end at some 100 bytes. */
const MAX_HOME = 80

/** No card reader, no cache of passphrases. */
const AGENT = [
  ...['disable-scdaemon', 'allow-loopback-pinentry', 'no-allow-external-cache'],
  ...['default-cache-ttl 0', 'max-cache-ttl 0', ''],
].join('\n')

/**
 * The OpenPGP key that signs, given as one armored secret key. Each use creates a gpg home for it and removes it
 * afterwards. Throws KeyError.
 */
export async function openOpenpgpKey(key: SigningKey, keyDir: string): Promise<OpenpgpKey> {
  const text = requireText(key)
  const publicKey = await withHome(keyDir, async (home) => {
    const fingerprint = await importKey(home, text)
    const { stdout } = await gpg(home, ['--armor', '--export', fingerprint], '')
    return { format: 'openpgp', fingerprint, armored: stdout } as const
  })
  const sign = (payload: string | Buffer) =>
    withHome(keyDir, async (home) => {
      const fingerprint = await importKey(home, text)
      return signWith(home, { fingerprint, payload, passphrase: text.passphrase })
    })
  return { publicKey, sign }
}

function requireText(key: SigningKey): KeyText {
  if (key.kind === 'text') return key
  throw new KeyError('key-unsupported', 'An OpenPGP key must be configured as an armored text.')
}

/** Runs gpg with a temporary home, and ends its agent afterwards. */
async function withHome<Result>(
  keyDir: string,
  use: (home: string) => Promise<Result>,
): Promise<Result> {
  const parent = keyDir.length <= MAX_HOME ? keyDir : tmpdir()
  return withWorkDir(parent, async (home) => {
    await writeFile(path.join(home, 'gpg-agent.conf'), AGENT)
    try {
      return await use(home)
    } finally {
      const args = ['--homedir', home, '--kill', 'gpg-agent']
      await runProgram({ program: 'gpgconf', args, env: {}, dir: home, input: '' })
    }
  })
}

function gpg(
  home: string,
  args: readonly string[],
  input: string | Buffer,
  secret?: string,
): Promise<ProgramResult> {
  const fixed = ['--homedir', home, '--batch', '--no-tty', '--quiet', '--status-fd', '2']
  return runProgram({
    program: 'gpg',
    args: [...fixed, ...args],
    env: {},
    dir: home,
    input,
    secret,
  })
}

/** The fingerprint of the one secret key in the text, able to sign now. */
async function importKey(home: string, key: KeyText): Promise<string> {
  await gpg(home, ['--import'], key.text)
  const { stdout } = await gpg(home, ['--with-colons', '--list-secret-keys'], '')
  const keys = stdout.split(/^sec:/m).slice(1)
  const [found] = keys
  if (found === undefined) {
    throw new KeyError('key-without-secret', 'The configured text holds no OpenPGP secret key.')
  }
  if (keys.length > 1) {
    throw new KeyError('several-keys', 'The configured text holds more than one OpenPGP key.')
  }
  const fingerprint = /^fpr:(?:[^:]*:){8}([0-9A-F]{40}):/m.exec(found)?.[1] ?? ''
  const [validity = ''] = found.split(':')
  if (validity === 'e') throw expired()
  if (validity === 'r') throw new KeyError('key-revoked', 'The OpenPGP key was revoked.')
  return fingerprint
}

function expired(): KeyError {
  return new KeyError('key-expired', 'The OpenPGP key has expired.')
}

type SignRun = {
  readonly fingerprint: string
  readonly payload: string | Buffer
  readonly passphrase: string | null
}

async function signWith(home: string, run: SignRun): Promise<string> {
  const args = ['--pinentry-mode', 'loopback', '--trust-model', 'always']
  if (run.passphrase !== null) args.push('--passphrase-fd', '3')
  args.push('--armor', '--detach-sign', '--local-user', run.fingerprint)
  const result = await gpg(home, args, run.payload, run.passphrase ?? undefined)
  if (result.code === 0 && /^\[GNUPG:\] SIG_CREATED /m.test(result.stderr)) return result.stdout
  throw classify(result.stderr)
}

function classify(stderr: string): KeyError {
  if (/NEED_PASSPHRASE/.test(stderr)) {
    return new KeyError('passphrase-needed', 'The key has a passphrase, and none is configured.')
  }
  if (/Bad passphrase/.test(stderr)) {
    return new KeyError('passphrase-wrong', 'The passphrase does not open the key.')
  }
  if (/KEYEXPIRED/.test(stderr)) return expired()
  if (/INV_SGNR/.test(stderr)) {
    return new KeyError('key-unsupported', 'The OpenPGP key has no valid part that may sign.')
  }
  return new KeyError('sign-failed', 'gpg could not sign.')
}
