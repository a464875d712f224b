import type { SignatureView } from '@/lib/views/signature'
import { Icon } from '../ui/icon'
import { UntrustedText } from '../ui/untrusted-text'
import { describeSignature, signatureWord } from './describe-signature'
import { signatureLook } from './signature-look'

/** A signature as an icon whose word is for screen readers; who and which key as its tip. Pages have hundreds of them:
 *  the icons are drawn by signature.css. */
export function SignatureMark({ signature }: { readonly signature: SignatureView }) {
  const { icon, tone } = signatureLook(signature)
  const word = signatureWord(signature)
  const proof = describeSignature(signature)
  return (
    <i className={`mark ${icon} ${tone}`} data-tip={proof === word ? undefined : proof}>
      {word}
    </i>
  )
}

/** A signature as an icon and words: what it proves, signer and key. */
export function SignatureText({ signature }: { readonly signature: SignatureView }) {
  const { icon, tone } = signatureLook(signature)
  return (
    <span className="inline-flex min-w-0 items-start gap-1.5 text-text-soft">
      <Icon name={icon} className={`signature ${icon} ${tone}`} />
      <span className="min-w-0 break-words">
        <UntrustedText text={describeSignature(signature)} />
      </span>
    </span>
  )
}
