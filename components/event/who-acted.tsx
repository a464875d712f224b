import type { SignatureView } from '@/lib/views/signature'
import type { PersonView } from '@/lib/views/view'
import { describeSignature } from '../signature/describe-signature'
import { SignatureMark } from '../signature/signature-mark'
import { UntrustedText } from '../ui/untrusted-text'
import { formatPlain } from '../ui/visible-text'

type Props = {
  readonly actor: string | null
  readonly signature: SignatureView
  readonly tagger: PersonView
}

/** The person behind an event: the requester of a tag by Signet, else the signer, else the tagger. */
export function WhoActed({ actor, signature, tagger }: Props) {
  const proven = actor ?? (signature.status === 'verified' ? signature.signer : null)
  return (
    <span className="event-who">
      <SignatureMark signature={signature} />
      {proven === null ? (
        <Tagger tagger={tagger} />
      ) : (
        <span data-tip={formatPlain(describeProof({ actor, signature }))} className="truncate">
          <UntrustedText text={shortName(proven)} />
        </span>
      )}
    </span>
  )
}

function describeProof({ actor, signature }: Pick<Props, 'actor' | 'signature'>): string {
  const proof = describeSignature(signature)
  return actor === null ? proof : `Requested by ${actor}. ${proof}`
}

/** `Ana <ana@example.com>` without the address. */
function shortName(person: string): string {
  return person.replace(/ [<(][^<>()]*[>)]$/, '') || person
}

/** The tagger: a claim, not a proof. */
function Tagger({ tagger }: { readonly tagger: PersonView }) {
  return (
    <span
      data-tip={formatPlain(
        `The tag claims to be by ${tagger.name} <${tagger.email}>; a name in a tag proves nothing`,
      )}
      className="truncate text-text-soft"
    >
      <UntrustedText text={tagger.name || tagger.email || 'no name'} />
    </span>
  )
}
