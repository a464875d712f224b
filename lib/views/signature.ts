import { z } from 'zod'
import { VERDICTS } from '@/lib/proof/judge-tag'
import type { View } from './view'

export const SIGNATURE_STATUSES = [
  'verified',
  'untrusted',
  'invalid',
  'unsigned',
  'unsupported',
] as const

export const signature = z
  .object({
    status: z.enum(SIGNATURE_STATUSES),
    verdict: z.enum(VERDICTS).meta({ description: 'Exactly why; good is verified' }),
    /** All tags count; all count, and those without proof are marked; only proven tags count. */
    policy: z
      .enum(['off', 'warn', 'require'])
      .meta({ description: 'What the tag is measured by: policy.signatures of the configuration' }),
    format: z.enum(['ssh', 'openpgp', 'x509']).nullable(),
    /** The identity that a valid signature proves; null while nothing is proven. */
    signer: z.string().nullable(),
    key: z.string().nullable(),
  })
  .meta({ id: 'Signature' })

export type SignatureView = View<typeof signature>
export type SignatureStatus = SignatureView['status']
export type SignaturePolicy = SignatureView['policy']
