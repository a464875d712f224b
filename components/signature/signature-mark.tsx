import { type LucideIcon, Shield, ShieldAlert, ShieldCheck, ShieldQuestionMark } from 'lucide-react'
import type { SignatureStatus, SignatureView } from '@/lib/index/views'
import { UntrustedText } from '../ui/untrusted-text'
import { describeSignature, signatureWord } from './describe-signature'

const LOOKS = {
  verified: { icon: ShieldCheck, tone: 'text-ok' },
  untrusted: { icon: ShieldQuestionMark, tone: 'text-warning' },
  invalid: { icon: ShieldAlert, tone: 'text-danger' },
  unsigned: { icon: Shield, tone: 'text-text-faint opacity-60 [stroke-dasharray:3_3]' },
  unsupported: { icon: ShieldQuestionMark, tone: 'text-text-faint' },
} satisfies Record<SignatureStatus, { icon: LucideIcon; tone: string }>

/** A signature as an icon; who and which key on hover. */
export function SignatureMark({ signature }: { readonly signature: SignatureView }) {
  const { icon: Icon, tone } = LOOKS[signature.status]
  return (
    <span title={describeSignature(signature)} className="inline-flex flex-none">
      <Icon aria-hidden className={`size-3.5 ${tone}`} />
      <span className="sr-only">{signatureWord(signature)}</span>
    </span>
  )
}

/** A signature as an icon and words: what it proves, signer and key. */
export function SignatureText({ signature }: { readonly signature: SignatureView }) {
  const { icon: Icon, tone } = LOOKS[signature.status]
  return (
    <span className="inline-flex min-w-0 items-center gap-1.5 text-text-soft">
      <Icon aria-hidden className={`size-3.5 ${tone}`} />
      <span className="min-w-0 break-words">
        <UntrustedText text={describeSignature(signature)} />
      </span>
    </span>
  )
}
