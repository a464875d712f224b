import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openKeyring } from '@/lib/proof/keyring'
import { proveSignature } from '@/lib/proof/prove-signature'
import { KeyError, type KeyErrorCode } from './key-error'
import { runProgram } from './run-program'
import type { PublicKey, Signer } from './signer'
import { verifyOpenpgp } from './verify-openpgp'
import { withWorkDir } from './work-dir'

export type SignerTest =
  | { readonly ok: true }
  /** `why` is a sentence for people. */
  | { readonly ok: false; readonly code: KeyErrorCode; readonly why: string }

const HEADERS = [
  ...[`object ${'0'.repeat(40)}`, 'type commit', 'tag self-test'],
  ...['tagger Signet <signet@localhost> 1 +0000', ''],
].join('\n')

type Signed = { readonly payload: string; readonly signature: string }

const INVALID = 'The key signed, but its signature is not valid.'
const UNSUPPORTED =
  'The key signs, but signatures of its kind or size are not verified: tags by it would prove nothing.'

/**
 * Signs a test tag and verifies the signature with ssh-keygen or gpgv by the public key alone, and then with Signet's
 * own rules, which are stricter. Never throws a KeyError and never prompts.
 */
export async function testSigner(signer: Signer): Promise<SignerTest> {
  try {
    const payload = `${HEADERS}\nSignet signs a test.\n${randomUUID()}\n`
    const signed = { payload, signature: await signer.sign(payload) }
    if (!(await isGood(signer.publicKey, signed))) {
      return { ok: false, code: 'self-test-failed', why: INVALID }
    }
    const proof = await prove(signer.publicKey, signed)
    if (proof === 'trusted') return { ok: true }
    return proof === 'unsupported'
      ? { ok: false, code: 'key-unsupported', why: UNSUPPORTED }
      : { ok: false, code: 'self-test-failed', why: INVALID }
  } catch (error) {
    if (error instanceof KeyError) return { ok: false, code: error.code, why: error.message }
    throw error
  }
}

function isGood(key: PublicKey, signed: Signed): Promise<boolean> {
  return withWorkDir(tmpdir(), async (dir) => {
    await writeFile(path.join(dir, 'signature'), signed.signature)
    return key.format === 'ssh'
      ? runSshKeygen(key.line, signed, dir)
      : runGpgv(key.armored, signed, dir)
  })
}

async function runSshKeygen(line: string, { payload }: Signed, dir: string): Promise<boolean> {
  await writeFile(path.join(dir, 'allowed'), `${formatAllowedSigner('test', line)}\n`)
  const args = ['-Y', 'verify', '-q', '-f', 'allowed', '-I', 'test', '-n', 'git', '-s', 'signature']
  const run = { program: 'ssh-keygen', args, env: {}, dir, input: payload } as const
  return (await runProgram(run)).code === 0
}

async function runGpgv(armored: string, signed: Signed, dir: string): Promise<boolean> {
  const dearmor = ['--homedir', dir, '--batch', '--no-tty', '--quiet', '--dearmor', '-o', 'ring']
  const options = { env: {}, dir }
  await runProgram({ program: 'gpg', args: dearmor, input: armored, ...options })
  const args = ['--homedir', dir, '--keyring', path.join(dir, 'ring'), 'signature', '-']
  return (await runProgram({ program: 'gpgv', args, input: signed.payload, ...options })).code === 0
}

async function prove(key: PublicKey, { payload, signature }: Signed) {
  const publicKey = key.format === 'ssh' ? key.line : key.armored
  const keyring = openKeyring({
    allowedSigners: '',
    revokedKeys: '',
    openpgpKeys: '',
    service: { principal: 'test', publicKey },
  })
  const proof = proveSignature(Buffer.from(payload + signature), keyring)
  if (proof.kind !== 'openpgp') return proof.kind
  const [answer] = await verifyOpenpgp([proof], keyring)
  return answer?.kind ?? null
}

/**
 * One line for an allowed_signers file: this key may sign Git objects in this principal's name (ssh-keygen(1), ALLOWED
 * SIGNERS). Throws when the principal has characters with a special meaning there.
 */
function formatAllowedSigner(principal: string, publicLine: string): string {
  if (!/^[^\s"*?!,#]+$/.test(principal)) {
    throw new Error(`not one principal: ${JSON.stringify(principal)}`)
  }
  return `${principal} namespaces="git" ${publicLine}`
}
