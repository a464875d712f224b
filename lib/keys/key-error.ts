/**
 * Why the service account cannot sign, for code to branch on. `agent-refused` is a locked agent or one that
 * asks for confirmation; `sign-failed` whatever has no code of its own.
 */
export type KeyErrorCode =
  | 'program-missing'
  | 'files-refused'
  | 'key-unreadable'
  | 'key-unsupported'
  | 'key-too-open'
  | 'key-without-secret'
  | 'several-keys'
  | 'key-expired'
  | 'key-revoked'
  | 'passphrase-needed'
  | 'passphrase-wrong'
  | 'agent-unreachable'
  | 'agent-lacks-key'
  | 'agent-refused'
  | 'timeout'
  | 'sign-failed'
  | 'self-test-failed'

/** The one error of signing. Its message is for people and holds no key, passphrase or path. */
export class KeyError extends Error {
  override readonly name = 'KeyError'

  constructor(
    readonly code: KeyErrorCode,
    message: string,
  ) {
    super(message)
  }
}
