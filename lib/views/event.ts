import { z } from 'zod'
import { EVENT_KINDS } from '@/lib/registry/event'
import { SIGNATURE_STATUSES, signature } from './signature'
import { oid, person, time, type View } from './view'

/** What events may be filtered by: the status of the signature, or that the signature policy rejects the tag. */
export const EVENT_SIGNATURES = [...SIGNATURE_STATUSES, 'rejected'] as const
export type EventSignature = (typeof EVENT_SIGNATURES)[number]

export const event = z
  .object({
    kind: z.enum(EVENT_KINDS),
    repo: z.string(),
    artifact: z.string(),
    version: z.string().nullable(),
    stage: z.string().nullable(),
    tag: z.string(),
    oid,
    commit: oid,
    at: time,
    tagger: person,
    actor: z.string().nullable(),
    approvers: z.array(z.string()),
    reason: z.string().nullable(),
    message: z.string(),
    signature,
    rejected: z.boolean().meta({
      description: 'It changes nothing, because the signature policy wants a proof',
    }),
    /** What is odd about the tag, compared with what was seen of it, its commit and its neighbours. */
    anomalies: z.array(z.enum(['moved', 'backdated', 'future', 'out-of-order'])),
  })
  .meta({ id: 'Event' })

export type EventView = View<typeof event>
export type Anomaly = EventView['anomalies'][number]

/** `next`: the cursor of the next page, null at the end. */
export const eventPage = z
  .object({ items: z.array(event), next: z.string().nullable() })
  .meta({ id: 'EventPage' })

export type EventPage = View<typeof eventPage>
