import type { PlannedTag, SignerView } from '@/lib/views/command'
import { Copyable } from '../ui/copyable'
import { Fact, Facts } from '../ui/facts'
import { Hash } from '../ui/hash'
import { UntrustedText } from '../ui/untrusted-text'

type Props = { readonly planned: PlannedTag; readonly signer: SignerView | null }

/** The tag as it will be: name, commit, signer, what it displaces, its message to the letter. */
export function TagFacts({ planned, signer }: Props) {
  const { tag, commit, previous, message } = planned
  return (
    <>
      <Facts>
        <Fact name="Tag">
          <Copyable text={tag} label="tag" />
        </Fact>
        <Fact name="On commit">
          <Hash oid={commit} label="commit" />
        </Fact>
        {previous ? (
          <Fact name="Previous">
            <Copyable text={previous.tag} label="tag" />
          </Fact>
        ) : null}
        <Fact name="Signed by">
          {signer ? <Signer signer={signer} /> : 'nobody: signing is off'}
        </Fact>
      </Facts>
      <pre className="mt-2 rounded-md border border-line bg-sunken px-3 py-2 text-xs leading-5 break-words whitespace-pre-wrap">
        <UntrustedText text={message.trimEnd()} most={20_000} />
      </pre>
    </>
  )
}

function Signer({ signer }: { readonly signer: SignerView }) {
  return (
    <>
      <span>
        {signer.name} <span className="text-text-soft">{signer.email}</span>
      </span>
      <Copyable text={signer.key} label="key fingerprint" />
    </>
  )
}
