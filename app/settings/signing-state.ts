import type { SigningState } from '@/components/settings/signing-key'
import type { SignerAnswer } from '@/lib/promote/entry-point'

/** The service account's key as the settings show it. */
export function signingState(state: SignerAnswer): SigningState {
  if (state.kind === 'off') return { kind: 'off', why: state.why }
  const { signer, publicKey } = state
  return publicKey.format === 'ssh'
    ? { kind: 'ssh', signer, line: publicKey.line }
    : { kind: 'openpgp', signer, armored: publicKey.armored }
}
