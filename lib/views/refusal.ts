import { z } from 'zod'
import { COMMAND_REFUSALS } from '@/lib/registry/commands/refusal'
import type { View } from './view'

/** Why something that was requested is not done. Each has its sentence and status in `components/refusal/refusals.ts`. */
const REFUSAL_CODES = [
  ...COMMAND_REFUSALS,
  // who asks
  'not-signed-in',
  'role-missing',
  'token-scope',
  'token-repo',
  'token-stage',
  // what was sent
  'bad-request',
  'text-refused',
  'repo-unknown',
  'model-unknown',
  'commit-unknown',
  'many-repos',
  'models-too-many',
  'request-id-reused',
  // rules
  'policy-denied',
  'policy-broken',
  // requests for approval
  'request-unknown',
  'request-decided',
  'request-expired',
  'own-request',
  'approver-no-person',
  'requester-unnamed',
  'reason-missing',
  // saved views
  'view-unknown',
  'view-name-taken',
  'views-too-many',
  // others were faster
  'changed-meanwhile',
  'conflict',
  'busy',
  'too-many-previews',
  // the world
  'signing-off',
  'disk-full',
  'unwritable',
  'remote-refused',
  'remote-auth',
  'remote-unreachable',
  'repo-unreadable',
  'interrupted',
] as const

export type RefusalCode = (typeof REFUSAL_CODES)[number]

/** What the sentence of a refusal or of a check names. */
export const details = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.null(), z.array(z.string())]),
)

export const refusal = z.object({ code: z.enum(REFUSAL_CODES), details }).meta({ id: 'Refusal' })

export type Refusal = View<typeof refusal>

/** The body of every answer of the API that is no success. */
export const failure = z
  .object({
    error: z.object({
      code: z.string(),
      message: z.string(),
      details: z.unknown().optional(),
    }),
  })
  .meta({ id: 'Error' })
