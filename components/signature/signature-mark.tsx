import type { SignaturePolicy, SignatureStatus, SignatureView } from '@/lib/views/signature'
import { Icon } from '../ui/icon'
import type { IconName } from '../ui/icon-names'
import { UntrustedText } from '../ui/untrusted-text'
import { formatPlain } from '../ui/visible-text'
import { describeSignature, signatureWord } from './describe-signature'

/** A signature as an icon, with a word for screen readers and a tip with signer and key. Pages have hundreds of them,
 *  so signature.css draws the icons. */
export function SignatureMark({ signature }: { readonly signature: SignatureView }) {
  const { icon, tone } = signatureLook(signature)
  const word = signatureWord(signature)
  const proof = describeSignature(signature)
  return (
    <i
      className={`mark ${icon} ${tone}`}
      data-tip={proof === word ? undefined : formatPlain(proof)}
    >
      {word}
    </i>
  )
}

/** A signature as an icon and words: the verdict, the signer and the key. */
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

const ICONS = {
  verified: 'shield-check',
  untrusted: 'shield-question-mark',
  invalid: 'shield-alert',
  unsigned: 'shield',
  unsupported: 'shield-question-mark',
} satisfies Record<SignatureStatus, IconName>

/** The tone of a missing proof under each policy. */
const UNPROVEN = {
  off: 'faint',
  warn: 'warning',
  require: 'danger',
} satisfies Record<SignaturePolicy, Tone>

type Tone = 'ok' | 'danger' | 'warning' | 'faint'

/** The icon of a signature and its colour. */
function signatureLook({ status, policy }: SignatureView): {
  readonly icon: IconName
  readonly tone: Tone
} {
  const icon = ICONS[status]
  if (status === 'verified') return { icon, tone: 'ok' }
  return { icon, tone: status === 'invalid' ? 'danger' : UNPROVEN[policy] }
}
