import type { SignaturePolicy, SignatureStatus, SignatureView } from '@/lib/views/signature'
import type { IconName } from '../ui/icon-names'

const ICONS = {
  verified: 'shield-check',
  untrusted: 'shield-question-mark',
  invalid: 'shield-alert',
  unsigned: 'shield',
  unsupported: 'shield-question-mark',
} satisfies Record<SignatureStatus, IconName>

/** How loudly a missing proof is said: as loudly as the policy takes it. */
const UNPROVEN = {
  off: 'faint',
  warn: 'warning',
  require: 'danger',
} satisfies Record<SignaturePolicy, Tone>

type Tone = 'ok' | 'danger' | 'warning' | 'faint'

/** The icon of a signature and its colour. */
export function signatureLook({ status, policy }: SignatureView): {
  readonly icon: IconName
  readonly tone: Tone
} {
  const icon = ICONS[status]
  if (status === 'verified') return { icon, tone: 'ok' }
  return { icon, tone: status === 'invalid' ? 'danger' : UNPROVEN[policy] }
}
