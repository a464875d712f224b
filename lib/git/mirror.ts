import type { Remote } from './remote-url'

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
