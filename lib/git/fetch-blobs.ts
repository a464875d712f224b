import { requireFreeSpace } from './free-space'
import { GitError } from './git-error'
import { gitSetting } from './git-setting'
import { openIncomingPacks } from './incoming-packs'
import type { Mirror, Oid } from './mirror'
import { readSizes } from './read-objects'
import { runGit } from './run-git'

const MAX_ABSENT = 20
/** Blobs of one request, and the bytes of the pack that a request for several may bring. */
const GROUP_BLOBS = 32
const GROUP_BYTES = 32 * 1024 ** 2
/** What a pack of one blob has besides its content, which may not be compressible. */
const PACK_OVERHEAD = 64 * 1024

export type BlobFetch = {
  /** A blob whose compressed content is larger is not kept. */
  readonly maxBytes: number
  readonly signal?: AbortSignal
}

/**
 * Fetches the blobs that the mirror lacks, in few requests, and returns those that are too large. No server tells the
 * size of a blob, so a transfer that brings too much is ended and its bytes are removed; then each half is asked for by
 * itself. Blobs that the remote does not have stay missing, without an error.
 */
export async function fetchBlobs(
  mirror: Mirror,
  oids: readonly Oid[],
  options: BlobFetch,
): Promise<ReadonlySet<Oid>> {
  const sizes = await readSizes(mirror, oids)
  const wanted = [...new Set(oids)].filter((oid) => sizes.get(oid) === 'missing')
  const tooLarge = new Set<Oid>()
  for (let at = 0; at < wanted.length; at += GROUP_BLOBS) {
    await fetchGroup(mirror, wanted.slice(at, at + GROUP_BLOBS), options, tooLarge)
  }
  return tooLarge
}

async function fetchGroup(
  mirror: Mirror,
  oids: readonly Oid[],
  options: BlobFetch,
  tooLarge: Set<Oid>,
): Promise<void> {
  const [first, ...others] = oids
  if (first === undefined) return
  const single = options.maxBytes + PACK_OVERHEAD
  const isWithin = await fetchPresent(mirror, oids, {
    ...options,
    maxBytes: others.length === 0 ? single : Math.max(single, GROUP_BYTES),
  })
  if (isWithin) return
  if (others.length === 0) {
    tooLarge.add(first)
    return
  }
  const half = Math.ceil(oids.length / 2)
  await fetchGroup(mirror, oids.slice(0, half), options, tooLarge)
  await fetchGroup(mirror, oids.slice(half), options, tooLarge)
}

/** Fetches those that the remote has; false when they are more than `maxBytes`. */
async function fetchPresent(
  mirror: Mirror,
  oids: readonly Oid[],
  options: BlobFetch,
): Promise<boolean> {
  const wanted = new Set(oids)
  await requireFreeSpace(mirror.dir)
  for (let absent = 0; wanted.size > 0 && absent <= MAX_ABSENT; absent++) {
    try {
      return await fetchExactly(mirror, [...wanted], options)
    } catch (error) {
      const unknown = error instanceof GitError && error.code === 'not-found' ? error.oid : null
      if (unknown === null || !wanted.delete(unknown)) throw error
    }
  }
  return true
}

/**
 * Fetches the objects as git fetches one missing object: without negotiation and without refs. False, and nothing is
 * kept, when they are more than `maxBytes`.
 */
async function fetchExactly(
  mirror: Mirror,
  oids: readonly Oid[],
  { maxBytes, signal }: BlobFetch,
): Promise<boolean> {
  const flags = [
    '--no-tags',
    '--no-write-fetch-head',
    '--no-recurse-submodules',
    '--filter=blob:none',
  ]
  const setting = gitSetting(mirror, 'network', 'transfer')
  const packs = openIncomingPacks(mirror.dir, maxBytes)
  try {
    await runGit({
      args: [
        `--git-dir=${mirror.dir}`,
        ...['-c', 'fetch.negotiationAlgorithm=noop', '-c', 'fetch.unpackLimit=1'],
        ...['fetch', '--quiet', ...flags, '--stdin', 'origin'],
      ],
      ...setting,
      env: { ...setting.env, ...packs.env },
      input: oids.map((oid) => `${oid}\n`),
      onStdout: () => {},
      seconds: mirror.limits.fetchSeconds,
      maxStdoutBytes: 1024 ** 2,
      signal: signal === undefined ? packs.signal : AbortSignal.any([signal, packs.signal]),
    })
    if (packs.isExceeded()) return false
    packs.keep()
    return true
  } catch (error) {
    if (packs.isExceeded()) return false
    throw error
  } finally {
    packs.remove()
  }
}
