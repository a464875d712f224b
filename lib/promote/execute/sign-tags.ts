import type { Config } from '@/lib/config/config'
import { buildTagPayload } from '@/lib/git/build-tag-payload'
import { makeTag } from '@/lib/git/make-tag'
import type { Mirror } from '@/lib/git/mirror'
import type { PreparedTag } from '@/lib/journal/commands'
import { isRevoked, REVOKED } from '@/lib/keys/is-revoked'
import { KeyError } from '@/lib/keys/key-error'
import { readKeyring } from '@/lib/keys/read-keyring'
import type { Signer } from '@/lib/keys/signer'
import type { CheckedCommand } from '../check/checked'
import { formatMessage, type TrailerValues } from './tag-message'

type Signing = {
  readonly config: Config
  readonly mirror: Mirror
  readonly signer: Signer
  readonly trailers: TrailerValues
}

/**
 * Signs a tag object for every command and writes it into the mirror without a ref: it is not on the remote until it is
 * pushed. Throws KeyError, `key-revoked` where the key was revoked since the start, TrustError and GitError.
 */
export async function signTags(
  commands: readonly Pick<CheckedCommand, 'plan' | 'seconds'>[],
  { config, mirror, signer, trailers }: Signing,
): Promise<readonly PreparedTag[]> {
  if (isRevoked(await readKeyring(config), signer)) throw new KeyError('key-revoked', REVOKED)
  const prepared: PreparedTag[] = []
  for (const { plan, seconds } of commands) {
    const { artifact, version, tag, commit, previous } = plan
    const message = formatMessage(plan, trailers)
    const payload = buildTagPayload({ commit, tag, tagger: signer.view, seconds, message })
    const object = payload + (await signer.sign(payload))
    const oid = await makeTag(mirror, object)
    const guard = previous === null ? null : { tag: previous.tag, oid: previous.oid }
    prepared.push({ artifact, version, tag, oid, commit, object, guard })
  }
  return prepared
}
