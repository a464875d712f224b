import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import path from 'node:path'
import { findFreePort } from './free-port'
import { createTempDir } from './temp-dir'

const SSHD = '/usr/sbin/sshd'

/** Why no SSH server can be started here, or null. Tests print it when they skip. */
export function whyNoSshRemote(): string | null {
  if (!existsSync(SSHD)) return `skipped: ${SSHD} is missing (Debian package openssh-server)`
  const { username, shell } = userInfo()
  const canLogIn = shell !== null && existsSync(shell) && !/nologin|false$/.test(shell)
  return canLogIn ? null : `skipped: ${username} has no shell to log in with`
}

export type SshRemote = {
  /** `ssh://` URL of a repository directory. */
  url(dir: string): string
  /** A private key that the server accepts, and one that it does not. */
  readonly keyFile: string
  readonly strangerKeyFile: string
  /** Writes and names a known_hosts file with the server's present host key. */
  writeKnownHosts(): string
  /** Stops the server and starts it on the same port with another host key. */
  changeHostKey(): Promise<void>
  close(): Promise<void>
}

/**
 * A real sshd on 127.0.0.1 with throw-away keys; logs the present user in. Works as root and not
 * as root.
 */
export async function startSshRemote(): Promise<SshRemote> {
  const dir = createTempDir('sshd')
  const hostKey = path.join(dir, 'host-key')
  const keyFile = path.join(dir, 'client-key')
  const strangerKeyFile = path.join(dir, 'stranger-key')
  for (const file of [hostKey, keyFile, strangerKeyFile]) generateKey(file)
  writeFileSync(path.join(dir, 'authorized_keys'), readFileSync(`${keyFile}.pub`), { mode: 0o600 })
  const port = await findFreePort()
  let child = await startSshd(dir, hostKey, port)
  const user = userInfo().username
  return {
    keyFile,
    strangerKeyFile,
    url: (repoDir) => `ssh://${user}@127.0.0.1:${port}${repoDir}`,
    writeKnownHosts: () => {
      const file = path.join(createTempDir('known-hosts'), 'known_hosts')
      writeFileSync(file, `[127.0.0.1]:${port} ${readFileSync(`${hostKey}.pub`, 'utf8')}`)
      return file
    },
    changeHostKey: async () => {
      await stop(child)
      rmSync(hostKey)
      rmSync(`${hostKey}.pub`)
      generateKey(hostKey)
      child = await startSshd(dir, hostKey, port)
    },
    close: () => stop(child),
  }
}

function generateKey(file: string): void {
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'test', '-f', file])
}

async function startSshd(dir: string, hostKey: string, port: number): Promise<ChildProcess> {
  const config = path.join(dir, 'sshd_config')
  const lines = [
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    `HostKey ${hostKey}`,
    `AuthorizedKeysFile ${path.join(dir, 'authorized_keys')}`,
    'PidFile none',
    // The default drops connections at random where more than ten are being made.
    'MaxStartups 100',
    'StrictModes no',
    'UsePAM no',
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    'PermitRootLogin prohibit-password',
    'AcceptEnv GIT_PROTOCOL',
  ]
  writeFileSync(config, `${lines.join('\n')}\n`)
  if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true, mode: 0o755 })
  const child = spawn(SSHD, ['-D', '-e', '-f', config], { stdio: ['ignore', 'ignore', 'pipe'] })
  let log = ''
  await new Promise<void>((resolve, reject) => {
    child.once('exit', () => reject(new Error(`sshd ended: ${log}`)))
    child.stderr.on('data', (chunk: Buffer) => {
      log += chunk
      if (log.includes('Server listening')) resolve()
    })
  })
  return child
}

async function stop(child: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => child.once('close', resolve))
  child.kill()
  await gone
}
