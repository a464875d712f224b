import { existsSync } from 'node:fs'
import { cloneMirror, fetchMirror, type OnProgress, type Work } from './fetch-mirror'
import { fetchRefList } from './fetch-ref-list'
import { requireFreeSpace } from './free-space'
import { GitError } from './git-error'
import { gitSetting } from './git-setting'
import { parseRefList, type RemoteRefs } from './parse-ref-list'
import { isMarkedCorrupt } from './quarantine'
import { readSizes } from './read-objects'
import type { Remote } from './remote-url'
import { runGit } from './run-git'
import { describeStorageError } from './storage-error'
import { sweepClones, sweepMirror } from './sweep-mirror'
import { tidyMirror } from './tidy-mirror'

export type { Progress } from './fetch-mirror'
export type { RemoteRefs } from './parse-ref-list'

/** A Git object id: 40 lower-case hex digits. */
export type Oid = string

export type Limits = {
  readonly listSeconds: number
  readonly fetchSeconds: number
  readonly cloneSeconds: number
  /** Includes what the server's hooks take. */
  readonly pushSeconds: number
  readonly readSeconds: number
  /** Longest silence of the server while it sends a pack. */
  readonly idleSeconds: number
  /** Larger blobs are not fetched with the rest. */
  readonly blobBytes: number
  /** Longest answer to "which refs are there?". */
  readonly listBytes: number
  /** Size of all packs of one mirror; looked at twice per second while git writes. */
  readonly mirrorBytes: number
  /** Longer object bodies arrive cut. */
  readonly objectBytes: number
  /** Memory of each git process, shared and mapped memory included. */
  readonly addressBytes: number
}

export const DEFAULT_LIMITS: Limits = {
  listSeconds: 60,
  fetchSeconds: 120,
  cloneSeconds: 600,
  pushSeconds: 120,
  readSeconds: 600,
  idleSeconds: 60,
  blobBytes: 256 * 1024,
  listBytes: 64 * 1024 ** 2,
  mirrorBytes: 10 * 1024 ** 3,
  objectBytes: 64 * 1024 ** 2,
  addressBytes: 2 * 1024 ** 3,
}

/**
 * Our bare clone of a remote. `dir` and what stands beside it under the same name belong to this
 * folder; whoever updates a mirror holds its lock.
 */
export type Mirror = {
  readonly dir: string
  readonly remote: Remote
  /** HOME of git: a directory that holds nothing of anybody. */
  readonly home: string
  readonly limits: Limits
}

/**
 * Asks the remote for its branches, tags and HEAD; needs no clone and changes nothing. The answer is never older than
 * the call.
 */
export async function listRemote(mirror: Mirror, signal?: AbortSignal): Promise<RemoteRefs> {
  return parseRefList(await fetchRefList(mirror, signal))
}

/**
 * Makes the mirror's branches and tags those of the remote. Survives what came before: a clone or
 * fetch that was killed, lock files, a damaged mirror (set aside and cloned anew). Fetches nothing while little space is
 * free. When it throws, the mirror is as it was or holds some of the new refs, and can be read.
 */
export async function updateMirror(
  mirror: Mirror,
  onProgress: OnProgress,
  signal?: AbortSignal,
): Promise<'cloned' | 'fetched'> {
  const work = { mirror, onProgress, signal: signal ?? new AbortController().signal }
  try {
    return await update(work)
  } catch (error) {
    throw describeStorageError(error) ?? error
  }
}

async function update(work: Work): Promise<'cloned' | 'fetched'> {
  const { mirror } = work
  sweepClones(mirror.dir)
  if (!existsSync(`${mirror.dir}/HEAD`) || isMarkedCorrupt(mirror.dir)) {
    await requireFreeSpace(mirror.dir)
    await cloneMirror(work)
    return 'cloned'
  }
  sweepMirror(mirror.dir)
  await requireFreeSpace(mirror.dir)
  try {
    await fetchMirror(work)
    await tidyMirror(mirror)
    return 'fetched'
  } catch (error) {
    if (!(error instanceof GitError && error.code === 'corrupt')) throw error
    await cloneMirror(work)
    return 'cloned'
  }
}

const MAX_ABSENT = 20

/**
 * Fetches those of the blobs that the mirror lacks, in one batch. Blobs that the remote does not
 * have either stay missing, without an error.
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

/**
 * What git does for one missing object, done for all: no negotiation, no refs, nothing but these
 * objects.
 */
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
