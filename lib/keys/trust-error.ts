/** A file that `trust` in signet.yaml names cannot be read. The message names the key there, never the path. */
export class TrustError extends Error {
  override readonly name = 'TrustError'
  readonly code = 'trust-unreadable'
}
