import type { Remote } from './remote-url'

/** A Git object id: 40 lower-case hex digits. */
export type Oid = string

export type Limits = {
  readonly listSeconds: number
  readonly fetchSeconds: number
  readonly cloneSeconds: number
  /** Includes the time of the server's hooks. */
  readonly pushSeconds: number
  readonly readSeconds: number
  /** Longest silence of the server while it sends a pack. */
  readonly idleSeconds: number
  /** Larger blobs are not fetched with the rest. */
  readonly blobBytes: number
  /** Longest list of refs. */
  readonly listBytes: number
  /** Size of all packs of one mirror. It is checked twice per second while git writes. */
  readonly mirrorBytes: number
  /** Longer object bodies are truncated. */
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
 * Signet's bare clone of a remote. `dir`, and files beside it with the same name and a suffix, belong to lib/git. A
 * caller that updates a mirror must hold its lease.
 */
export type Mirror = {
  readonly dir: string
  readonly remote: Remote
  /** HOME of git: a directory without any user's settings. */
  readonly home: string
  readonly limits: Limits
}
