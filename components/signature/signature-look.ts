import { type LucideIcon, Shield, ShieldAlert, ShieldCheck, ShieldQuestionMark } from 'lucide-react'
import type { SignaturePolicy, SignatureStatus, SignatureView } from '@/lib/index/views'

const ICONS = {
  verified: ShieldCheck,
  untrusted: ShieldQuestionMark,
  invalid: ShieldAlert,
  unsigned: Shield,
  unsupported: ShieldQuestionMark,
} satisfies Record<SignatureStatus, LucideIcon>

/** How loudly a missing proof is said: as loudly as the policy takes it. */
const UNPROVEN = {
  off: 'text-text-faint',
  warn: 'text-warning',
  require: 'text-danger',
} satisfies Record<SignaturePolicy, string>

/** The icon of a signature and its colour. */
export function signatureLook({ status, policy }: SignatureView): {
  readonly icon: LucideIcon
  readonly tone: string
} {
  const icon = ICONS[status]
  if (status === 'verified') return { icon, tone: 'text-ok' }
  if (status === 'invalid') return { icon, tone: 'text-danger' }
  const dashes = status === 'unsigned' ? ' [stroke-dasharray:3_3]' : ''
  return { icon, tone: `${UNPROVEN[policy]}${dashes}` }
}
