import { requireFreeSpace } from './free-space'
import { GitError } from './git-error'
import { gitSetting } from './git-setting'
import type { Mirror, Oid } from './mirror'
import { readSizes } from './read-objects'
import { runGit } from './run-git'

const MAX_ABSENT = 20

/**
 * Fetches the blobs that the mirror lacks, in one batch. Blobs that the remote does not have stay missing, without an
 * error.
 */
export async function fetchBlobs(mirror: Mirror, oids: readonly Oid[]): Promise<void> {
  const sizes = await readSizes(mirror, oids)
  const wanted = new Set(oids.filter((oid) => sizes.get(oid) === 'missing'))
  if (wanted.size > 0) await requireFreeSpace(mirror.dir)
  for (let absent = 0; wanted.size > 0 && absent <= MAX_ABSENT; absent++) {
    try {
      return await fetchExactly(mirror, [...wanted])
    } catch (error) {
      const unknown = error instanceof GitError && error.code === 'not-found' ? error.oid : null
      if (unknown === null || !wanted.delete(unknown)) throw error
    }
  }
}

/** Fetches the objects as git fetches one missing object: without negotiation and without refs. */
async function fetchExactly(mirror: Mirror, oids: readonly Oid[]): Promise<void> {
  const flags = [
    '--no-tags',
    '--no-write-fetch-head',
    '--no-recurse-submodules',
    '--filter=blob:none',
  ]
  await runGit({
    args: [
      `--git-dir=${mirror.dir}`,
      ...['-c', 'fetch.negotiationAlgorithm=noop'],
      ...['fetch', '--quiet', ...flags, '--stdin', 'origin'],
    ],
    ...gitSetting(mirror, 'network', 'transfer'),
    input: oids.map((oid) => `${oid}\n`),
    onStdout: () => {},
    seconds: mirror.limits.fetchSeconds,
    maxStdoutBytes: 1024 ** 2,
  })
}
