import type { SignaturePolicy, SignatureStatus, SignatureView } from '@/lib/index/views'
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
  off: 'text-text-faint',
  warn: 'text-warning',
  require: 'text-danger',
} satisfies Record<SignaturePolicy, string>

/** The icon of a signature and its colour. */
export function signatureLook({ status, policy }: SignatureView): {
  readonly icon: IconName
  readonly tone: string
} {
  const icon = ICONS[status]
  if (status === 'verified') return { icon, tone: 'text-ok' }
  if (status === 'invalid') return { icon, tone: 'text-danger' }
  const dashes = status === 'unsigned' ? ' [stroke-dasharray:3_3]' : ''
  return { icon, tone: `${UNPROVEN[policy]}${dashes}` }
}
