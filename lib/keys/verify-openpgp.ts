import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Keyring } from '@/lib/proof/keyring'
import type { OpenpgpTag, SignatureProof } from '@/lib/proof/proof'
import { KeyError } from './key-error'
import { parseGpgvStatus } from './parse-gpgv-status'
import { runProgram } from './run-program'
import { withWorkDir } from './work-dir'

/** gpgv starts in a few milliseconds. More processes at a time would only slow down other work. */
const WORKERS = 2

/**
 * What OpenPGP signatures prove, in the order of the tags. gpgv gets only the trusted keys: no home, no agent, no
 * network. Null when it could not run (it is not installed, or it hung); the caller must not store that.
 */
export async function verifyOpenpgp(
  tags: readonly OpenpgpTag[],
  keyring: Keyring,
): Promise<readonly (SignatureProof | null)[]> {
  if (tags.length === 0) return []
  return await withWorkDir(tmpdir(), async (dir) => {
    await writeFile(path.join(dir, 'keys.gpg'), keyring.openpgp.bytes)
    const answers: (SignatureProof | null)[] = tags.map(() => null)
    const open = tags.entries()
    const work = async () => {
      for (const [index, tag] of open) {
        answers[index] = await verifyOne(dir, { index, tag, keyring })
      }
    }
    await Promise.all(Array.from({ length: WORKERS }, work))
    return answers
  })
}

type Asked = { readonly index: number; readonly tag: OpenpgpTag; readonly keyring: Keyring }

async function verifyOne(
  dir: string,
  { index, tag, keyring }: Asked,
): Promise<SignatureProof | null> {
  const signature = path.join(dir, `${index}.sig`)
  await writeFile(signature, tag.signature)
  const keys = ['--homedir', dir, '--keyring', path.join(dir, 'keys.gpg')]
  try {
    const { code, stdout } = await runProgram({
      program: 'gpgv',
      args: [...keys, '--status-fd', '1', '--', signature, '-'],
      env: {},
      dir,
      input: tag.payload,
    })
    const proof = parseGpgvStatus(stdout, tag.claims, keyring)
    return code !== 0 && proof.kind === 'trusted' ? null : proof
  } catch (error) {
    if (error instanceof KeyError) return null
    throw error
  }
}
