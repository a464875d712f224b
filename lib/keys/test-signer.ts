import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { formatAllowedSigner } from './format-allowed-signer'
import { KeyError, type KeyErrorCode } from './key-error'
import { runProgram } from './run-program'
import type { PublicKey, Signer } from './signer'
import { withWorkDir } from './work-dir'

export type SignerTest =
  | { readonly ok: true }
  /** `why` is a sentence for people. */
  | { readonly ok: false; readonly code: KeyErrorCode; readonly why: string }

type Signed = { readonly payload: string; readonly signature: string }

/**
 * Signs something new and lets ssh-keygen or gpgv judge the signature by the public key alone. Never
 * throws a KeyError, and never waits for anybody.
 */
export async function testSigner(signer: Signer): Promise<SignerTest> {
  try {
    const payload = `Signet signs a test.\n${randomUUID()}\n`
    const signed = { payload, signature: await signer.sign(payload) }
    if (await isGood(signer.publicKey, signed)) return { ok: true }
    const why = 'The key signed, but its signature is not valid.'
    return { ok: false, code: 'self-test-failed', why }
  } catch (error) {
    if (error instanceof KeyError) return { ok: false, code: error.code, why: error.message }
    throw error
  }
}

function isGood(key: PublicKey, signed: Signed): Promise<boolean> {
  return withWorkDir(tmpdir(), async (dir) => {
    await writeFile(path.join(dir, 'signature'), signed.signature)
    return key.format === 'ssh'
      ? verifySsh(key.line, signed, dir)
      : verifyOpenpgp(key.armored, signed, dir)
  })
}

async function verifySsh(line: string, { payload }: Signed, dir: string): Promise<boolean> {
  await writeFile(path.join(dir, 'allowed'), `${formatAllowedSigner('test', line)}\n`)
  const args = ['-Y', 'verify', '-q', '-f', 'allowed', '-I', 'test', '-n', 'git', '-s', 'signature']
  const run = { program: 'ssh-keygen', args, env: {}, dir, input: payload } as const
  return (await runProgram(run)).code === 0
}

async function verifyOpenpgp(armored: string, signed: Signed, dir: string): Promise<boolean> {
  const dearmor = ['--homedir', dir, '--batch', '--no-tty', '--quiet', '--dearmor', '-o', 'ring']
  const options = { env: {}, dir }
  await runProgram({ program: 'gpg', args: dearmor, input: armored, ...options })
  const args = ['--homedir', dir, '--keyring', path.join(dir, 'ring'), 'signature', '-']
  return (await runProgram({ program: 'gpgv', args, input: signed.payload, ...options })).code === 0
}
