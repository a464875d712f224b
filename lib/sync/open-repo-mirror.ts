import { createHash } from 'node:crypto'
import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config, RepoConfig, RepoCredentials } from '@/lib/config/config'
import { DEFAULT_LIMITS, type Mirror } from '@/lib/git/mirror'
import { type Credentials, parseRemoteUrl, type Remote } from '@/lib/git/remote-url'
import { describeStorageError } from '@/lib/git/storage-error'

/**
 * Where a configured repository is mirrored and how its remote is reached. The folder's name holds a
 * hash of the URL, so that a slug given to another URL starts afresh. Throws GitError `url-refused`, and `disk-full` or
 * `unwritable` when the folders cannot be made.
 */
export async function openRepoMirror(config: Config, repo: RepoConfig): Promise<Mirror> {
  try {
    return await open(config, repo)
  } catch (error) {
    throw describeStorageError(error) ?? error
  }
}

async function open(config: Config, repo: RepoConfig): Promise<Mirror> {
  const parsed = parseRemoteUrl(repo.remote, repo.local)
  const home = join(config.dataDir, 'git-home')
  const mirrors = join(config.dataDir, 'mirrors')
  await mkdir(home, { recursive: true, mode: 0o700 })
  await mkdir(mirrors, { recursive: true, mode: 0o700 })
  const id = createHash('sha256').update(parsed.url).digest('hex').slice(0, 12)
  const credentials = repo.credentials
    ? await writeCredentials(join(config.dataDir, 'ssh', repo.slug), repo.credentials)
    : (parsed.credentials ?? buildOwnCredentials(parsed, repo))
  return {
    dir: join(mirrors, `${repo.slug}-${id}.git`),
    remote: { ...parsed, credentials },
    home,
    limits: DEFAULT_LIMITS,
  }
}

/** A person who names an ssh address on the command line means their own ssh settings. */
function buildOwnCredentials(remote: Remote, repo: RepoConfig): Credentials | null {
  if (remote.kind !== 'ssh' || repo.local.kind !== 'any') return null
  return { kind: 'own-ssh', agentSocket: process.env.SSH_AUTH_SOCK ?? null }
}

/** ssh takes its key and the known hosts from files only; they are readable by the owner alone. */
async function writeCredentials(dir: string, given: RepoCredentials): Promise<Credentials> {
  if (given.kind === 'password') return given
  await mkdir(dir, { recursive: true, mode: 0o700 })
  const keyFile = join(dir, 'key')
  const knownHostsFile = join(dir, 'known_hosts')
  await writePrivate(keyFile, given.key)
  await writePrivate(knownHostsFile, given.knownHosts)
  return { kind: 'ssh', keyFile, knownHostsFile }
}

async function writePrivate(file: string, text: string): Promise<void> {
  await writeFile(file, text, { mode: 0o600 })
  await chmod(file, 0o600)
}
