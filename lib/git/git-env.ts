import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, renameSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { GitError } from './git-error'
import type { Mirror } from './mirror'
import type { Credentials, Remote } from './remote-url'
import { describeStorageError } from './storage-error'

/**
 * `read`: no transport at all; `network`: the protocol of the mirror's remote, its credentials,
 * and the remote under the name `origin`; `push`: the same, and a server may be silent while its
 * hooks run.
 */
export type GitUse = 'read' | 'network' | 'push'

type Setting = readonly [key: string, value: string]

/**
 * The complete environment of a git process. It inherits PATH, and for the network the proxy and the certificates that
 * the operator set. Every other value is fixed or checked. Text from users is only in `remote.origin.url` and in the
 * credentials.
 */
export function gitEnv(mirror: Mirror, use: GitUse): NodeJS.ProcessEnv {
  const { remote } = mirror
  const { tmp, memoryFile } = prepareHome(mirror.home)
  return {
    NODE_ENV: 'production',
    PATH: process.env.PATH,
    HOME: mirror.home,
    TMPDIR: tmp,
    LANG: 'C',
    LC_ALL: 'C', // failures are recognised by their English words
    TZ: 'UTC',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_SYSTEM: '/dev/null',
    GIT_CONFIG_GLOBAL: memoryFile,
    GIT_ATTR_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ASKPASS: '/bin/false',
    SSH_ASKPASS: '/bin/false',
    GIT_NO_REPLACE_OBJECTS: '1', // refs/replace/ could show other content under an object id
    GIT_OPTIONAL_LOCKS: '0',
    GIT_ALLOW_PROTOCOL: use === 'read' ? 'none' : remote.kind, // overrides every protocol.* setting
    GIT_PROTOCOL_FROM_USER: '0',
    GIT_NO_LAZY_FETCH: '1', // one missing blob must never become one connection
    GIT_LFS_SKIP_SMUDGE: '1',
    GIT_TEST_DISALLOW_ABBREVIATED_OPTIONS: 'true',
    ...configVariables([...fixedSettings(), ...useSettings(mirror, use)]),
    ...(use === 'read' ? {} : { ...inheritedVariables(), ...credentialVariables(remote) }),
  }
}

/**
 * Settings that keep git's processes within `limits.addressBytes`, however large the repository: of packs, which git
 * maps, little is mapped at a time, large blobs are streamed, and there is one thread with one set of caches. In a file,
 * because the server's side of a local remote sees no settings of its client but this one. Objects count then, with
 * some 200 bytes each.
 */
const MEMORY = `[core]
\tpackedGitWindowSize = 32m
\tpackedGitLimit = 256m
\tbigFileThreshold = 32m
[pack]
\tthreads = 1
\twindowMemory = 256m
`

/** Makes the folders of git's home, and the file with these settings, whose name must change with them. */
function prepareHome(home: string): { readonly tmp: string; readonly memoryFile: string } {
  const tmp = path.join(home, 'tmp')
  const memoryFile = path.join(home, 'memory-1.gitconfig')
  try {
    mkdirSync(tmp, { recursive: true, mode: 0o700 })
    if (!existsSync(memoryFile)) {
      const half = path.join(tmp, randomUUID())
      writeFileSync(half, MEMORY, { mode: 0o600 })
      renameSync(half, memoryFile)
    }
  } catch (error) {
    throw describeStorageError(error) ?? error
  }
  return { tmp, memoryFile }
}

/** The inherited variables for the network: a proxy, and the certificate authorities of a private network. */
const INHERITED = [
  ...['https_proxy', 'HTTPS_PROXY', 'no_proxy', 'NO_PROXY'],
  ...['GIT_SSL_CAINFO', 'GIT_SSL_CAPATH', 'SSL_CERT_FILE', 'SSL_CERT_DIR'],
]

function inheritedVariables(): Record<string, string> {
  return Object.fromEntries(
    INHERITED.flatMap((name) => {
      const value = process.env[name]
      return value === undefined ? [] : [[name, value]]
    }),
  )
}

function fixedSettings(): readonly Setting[] {
  return [
    ['core.hooksPath', '/dev/null'],
    ['core.fsmonitor', 'false'],
    ['safe.bareRepository', 'explicit'],
    ['credential.helper', ''],
    ['protocol.allow', 'never'],
    ['http.followRedirects', 'false'],
    ['http.lowSpeedLimit', '1000'],
    ['http.lowSpeedTime', '30'],
    ['fetch.recurseSubmodules', 'false'],
    ['submodule.recurse', 'false'],
    ['push.followTags', 'false'],
    ['push.recurseSubmodules', 'no'],
    ['transfer.bundleURI', 'false'],
    // A tag or commit that fsck rejects must not stop the sync of all others. Nothing is ever checked out.
    ['transfer.fsckObjects', 'false'],
    ['gc.auto', '0'],
    ['maintenance.auto', 'false'],
    ['gpg.program', '/bin/false'],
    ['gpg.x509.program', '/bin/false'],
  ]
}

function useSettings(mirror: Mirror, use: GitUse): readonly Setting[] {
  // The bases of deltas that git keeps, 96 MB by default: the objects of 100,000 tags are read as fast with less.
  if (use === 'read') return [['core.deltaBaseCacheLimit', '16m']]
  const settings = remoteSettings(mirror)
  if (use === 'network') return settings
  return [...settings, ['http.lowSpeedTime', String(mirror.limits.pushSeconds)]]
}

/**
 * The remote is set here and not in the mirror's config file, so that the address is never outdated, and so that reads,
 * which have no promisor remote, report a missing blob instead of failing.
 */
function remoteSettings({ remote, limits }: Mirror): readonly Setting[] {
  const settings: Setting[] = [
    [`protocol.${remote.kind}.allow`, 'always'],
    ['remote.origin.url', remote.url],
    ['remote.origin.promisor', 'true'],
    ['remote.origin.partialclonefilter', `blob:limit=${limits.blobBytes}`],
  ]
  if (remote.credentials?.kind === 'password') {
    const origin = new URL(remote.url).origin
    const print = `printf 'username=%s\\npassword=%s\\n' "$SIGNET_GIT_USERNAME" "$SIGNET_GIT_PASSWORD"`
    settings.push([`credential.${origin}.helper`, `!f() { test "$1" = get && ${print}; }; f`])
  }
  return settings
}

function configVariables(settings: readonly Setting[]): Record<string, string> {
  const variables: Record<string, string> = { GIT_CONFIG_COUNT: String(settings.length) }
  for (const [index, [key, value]] of settings.entries()) {
    variables[`GIT_CONFIG_KEY_${index}`] = key
    variables[`GIT_CONFIG_VALUE_${index}`] = value
  }
  return variables
}

function credentialVariables({ kind, credentials }: Remote): Record<string, string> {
  if (kind === 'ssh') {
    const agent = credentials?.kind === 'own-ssh' ? credentials.agentSocket : null
    return {
      GIT_SSH_VARIANT: 'ssh',
      GIT_SSH_COMMAND: sshCommand(credentials),
      ...(agent === null ? {} : { SSH_AUTH_SOCK: agent }),
    }
  }
  if (credentials?.kind !== 'password') return {}
  const { username, password } = credentials
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a line break would add lines to what the helper says
  if (/[\u0000-\u001f]/.test(username + password)) {
    throw new GitError('auth-failed', 'The user name or password contains a control character.')
  }
  return { SIGNET_GIT_USERNAME: username, SIGNET_GIT_PASSWORD: password }
}

/** These options override the user's ssh settings: ssh never prompts, and never trusts an unknown host. */
const ALWAYS = [
  'BatchMode=yes',
  'StrictHostKeyChecking=yes',
  'ConnectTimeout=10',
  'ServerAliveInterval=15',
  'ServerAliveCountMax=2',
  'ForwardAgent=no',
]

/**
 * The ssh command, which never prompts. Unless it uses the operator's own settings, it knows only the configured host
 * keys and offers only the configured key.
 */
function sshCommand(credentials: Credentials | null): string {
  if (credentials?.kind === 'own-ssh') {
    return ['ssh', ...ALWAYS.map((option) => `-o ${option}`)].join(' ')
  }
  if (credentials?.kind !== 'ssh') {
    throw new GitError('auth-failed', 'An ssh address needs a key file and a known-hosts file.')
  }
  requirePrivateKey(credentials.keyFile)
  const options = [
    ...ALWAYS,
    `UserKnownHostsFile=${sshPath(credentials.knownHostsFile)}`,
    'GlobalKnownHostsFile=/dev/null',
    'UpdateHostKeys=no',
    'IdentitiesOnly=yes',
    'IdentityAgent=none',
    'PermitLocalCommand=no',
    'ProxyCommand=none',
    `IdentityFile=${sshPath(credentials.keyFile)}`,
  ]
  return ['ssh -F none', ...options.map((option) => `-o '${option}'`)].join(' ')
}

/**
 * Escapes a path for an ssh option: `%` starts a token, quotes keep spaces, and git passes the whole command to a
 * shell.
 */
function sshPath(file: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  if (!path.isAbsolute(file) || /["'\\$\u0000-\u001f]/.test(file)) {
    throw new GitError(
      'auth-failed',
      'The paths of the SSH files must be absolute and without quotes.',
    )
  }
  return `"${file.replaceAll('%', '%%')}"`
}

function requirePrivateKey(keyFile: string): void {
  const stat = statSync(keyFile, { throwIfNoEntry: false })
  if (!stat?.isFile()) throw new GitError('auth-failed', 'The SSH key file does not exist.')
  if (stat.uid === process.getuid?.() && (stat.mode & 0o077) !== 0) {
    throw new GitError(
      'auth-failed',
      'The SSH key file can be read by others; its mode must be 0600.',
    )
  }
}
