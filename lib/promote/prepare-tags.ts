import { buildTagPayload } from '@/lib/git/build-tag-payload'
import { makeTag } from '@/lib/git/make-tag'
import type { Mirror } from '@/lib/git/mirror'
import type { PreparedTag } from '@/lib/journal/commands'
import type { Signer } from '@/lib/keys/signer'
import type { CheckedCommand } from './checked'
import { formatMessage, type Told } from './format-message'

/**
 * Signs a tag object for every command and writes it into the mirror, without a ref: nothing of it is on the
 * remote, and nothing will be until it is pushed. Throws KeyError and GitError.
 */
export async function prepareTags(
  commands: readonly Pick<CheckedCommand, 'plan' | 'seconds'>[],
  told: Told,
  { mirror, signer }: { readonly mirror: Mirror; readonly signer: Signer },
): Promise<readonly PreparedTag[]> {
  const prepared: PreparedTag[] = []
  for (const { plan, seconds } of commands) {
    const { artifact, version, tag, commit, previous } = plan
    const message = formatMessage(plan, told)
    const payload = buildTagPayload({ commit, tag, tagger: signer.view, seconds, message })
    const object = payload + (await signer.sign(payload))
    const oid = await makeTag(mirror, object)
    const guard = previous === null ? null : { tag: previous.tag, oid: previous.oid }
    prepared.push({ artifact, version, tag, oid, commit, object, guard })
  }
  return prepared
}
