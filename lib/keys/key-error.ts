/**
 * The reasons why the service account cannot sign. `agent-refused` is a locked agent, or one that asks for
 * confirmation. `sign-failed` is any other reason.
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

/** The only error of signing. Its message is for people and contains no key, passphrase or path. */
export class KeyError extends Error {
  override readonly name = 'KeyError'

  constructor(
    readonly code: KeyErrorCode,
    message: string,
  ) {
    super(message)
  }
}
