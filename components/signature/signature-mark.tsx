import type { SignatureView } from '@/lib/index/views'
import { Icon } from '../ui/icon'
import { UntrustedText } from '../ui/untrusted-text'
import { describeSignature, signatureWord } from './describe-signature'
import { signatureLook } from './signature-look'

/** A signature as an icon; who and which key on hover. */
export function SignatureMark({ signature }: { readonly signature: SignatureView }) {
  const { icon, tone } = signatureLook(signature)
  return (
    <span title={describeSignature(signature)} className="inline-flex flex-none">
      <Icon name={icon} className={`size-3.5 ${tone}`} />
      <span className="sr-only">{signatureWord(signature)}</span>
    </span>
  )
}

/** A signature as an icon and words: what it proves, signer and key. */
export function SignatureText({ signature }: { readonly signature: SignatureView }) {
  const { icon, tone } = signatureLook(signature)
  return (
    <span className="inline-flex min-w-0 items-start gap-1.5 text-text-soft">
      <Icon name={icon} className={`mt-0.75 size-3.5 ${tone}`} />
      <span className="min-w-0 break-words">
        <UntrustedText text={describeSignature(signature)} />
      </span>
    </span>
  )
}
