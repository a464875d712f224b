import { createHash } from 'node:crypto'
import { chmod, link, open, stat, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import path from 'node:path'
import type { SigningKey } from '@/lib/config/config'
import { KeyError } from './key-error'
import { runSshKeygen } from './run-ssh-keygen'
import type { PublicKey, Signer } from './signer'
import { withWorkDir } from './work-dir'

type SshPublicKey = PublicKey & { readonly format: 'ssh' }
type SshKey = { readonly publicKey: SshPublicKey; readonly sign: Signer['sign'] }

/** A private key for as long as a program needs it as a file. */
type KeyFiles = {
  /** What ssh-keygen is given: the private key, or a public one whose other half the agent has. */
  readonly place: (dir: string) => Promise<string>
  readonly passphrase: string | null
  readonly agentSocket: string | null
}

/** The SSH key that signs. A generated key is created when it is missing. Throws KeyError. */
export async function openSshKey(key: SigningKey, keyDir: string): Promise<SshKey> {
  if (key.kind === 'generated') await generateKey(keyDir)
  const publicKey = await readPublicKey(key, keyDir)
  const { place, passphrase, agentSocket } = writeKeyFiles(key, keyDir, publicKey)
  const sign = (input: string | Buffer) =>
    withWorkDir(keyDir, async (dir) => {
      if (agentSocket !== null) await requireAgent(agentSocket)
      const args = ['-Y', 'sign', '-q', '-n', 'git', '-f', await place(dir)]
      return runSshKeygen({ args, input, dir, passphrase, agentSocket })
    })
  return { publicKey, sign }
}

/** The public half as far as it exists: null when the key was not generated yet. Throws KeyError. */
export async function findSshPublicKey(
  key: SigningKey,
  keyDir: string,
): Promise<SshPublicKey | null> {
  const isMissing =
    key.kind === 'generated' && !(await stat(generatedFile(keyDir)).catch(() => null))
  return isMissing ? null : readPublicKey(key, keyDir)
}

function writeKeyFiles(key: SigningKey, keyDir: string, publicKey: SshPublicKey | null): KeyFiles {
  const publicLine = publicKey === null ? null : `${publicKey.line}\n`
  switch (key.kind) {
    case 'generated':
      return { place: async () => generatedFile(keyDir), passphrase: null, agentSocket: null }
    case 'text':
      return {
        place: async (dir) => {
          const file = path.join(dir, 'key')
          const text = key.text.replaceAll('\r\n', '\n').trim()
          await writeFile(file, `${text}\n`, { mode: 0o600 })
          // The public half of an encrypted PEM key is unknown without the passphrase.
          if (publicLine !== null) await writeFile(`${file}.pub`, publicLine)
          return file
        },
        passphrase: key.passphrase,
        agentSocket: null,
      }
    case 'agent':
      return {
        place: async (dir) => {
          const file = path.join(dir, 'agent.pub')
          await writeFile(file, publicLine ?? '')
          return file
        },
        passphrase: null,
        agentSocket: key.socket,
      }
  }
}

async function readPublicKey(key: SigningKey, keyDir: string): Promise<SshPublicKey> {
  if (key.kind === 'agent') return parseSshPublicKey(key.publicKey)
  const { place, passphrase } = writeKeyFiles(key, keyDir, null)
  return withWorkDir(keyDir, async (dir) => {
    const args = ['-y', '-f', await place(dir)]
    return parseSshPublicKey(
      await runSshKeygen({ args, input: '', dir, passphrase, agentSocket: null }),
    )
  })
}

function generatedFile(keyDir: string): string {
  return path.join(keyDir, 'service-key')
}

/**
 * The key file is complete or absent, and never replaces an existing one, even when several processes start at the same
 * time.
 */
async function generateKey(keyDir: string): Promise<void> {
  const file = generatedFile(keyDir)
  if (await stat(file).catch(() => null)) return
  await withWorkDir(keyDir, async (dir) => {
    const made = path.join(dir, 'key')
    const args = ['-q', '-t', 'ed25519', '-N', '', '-C', 'signet', '-f', made]
    await runSshKeygen({ args, input: '', dir, passphrase: null, agentSocket: null })
    try {
      await chmod(made, 0o600)
      const handle = await open(made)
      await handle.sync().finally(() => handle.close())
      await link(made, file)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return
      throw new KeyError('files-refused', 'The generated key cannot be written.')
    }
  })
}

/** ssh-keygen says the same of an agent that is gone and of one without the key. */
function requireAgent(socket: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const connection = connect(socket)
    connection.once('connect', () => {
      connection.destroy()
      resolve()
    })
    connection.once('error', () => {
      reject(new KeyError('agent-unreachable', 'No ssh-agent answers at the configured socket.'))
    })
  })
}

/** The types of keys that the proof of a signature supports. Hardware keys (`sk-`) and DSA are not supported. */
const TYPES = /^(?:ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(?:256|384|521))$/

/** A public key line, its comment dropped. Throws KeyError `key-unreadable` or `key-unsupported`. */
function parseSshPublicKey(text: string): PublicKey & { readonly format: 'ssh' } {
  const [type = '', base64 = ''] = text.trim().split(/\s+/)
  const blob = Buffer.from(base64, 'base64')
  const length = blob.length >= 4 ? blob.readUInt32BE(0) : 0
  if (type === '' || blob.toString('latin1', 4, 4 + length) !== type) {
    throw new KeyError('key-unreadable', 'This is not an SSH public key.')
  }
  if (!TYPES.test(type)) {
    throw new KeyError('key-unsupported', `Keys of the type ${type} are not supported.`)
  }
  const hash = createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')
  return { format: 'ssh', fingerprint: `SHA256:${hash}`, line: `${type} ${base64}` }
}
