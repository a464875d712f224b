import { z } from 'zod'
import { parseEventCursor } from '@/lib/index/read/event-cursor'
import { parseTextMatch } from '@/lib/index/read/text-match'
import { EVENT_KINDS } from '@/lib/registry/event'
import { EVENT_SIGNATURES } from '@/lib/views/event'
import { instant } from './operation-parts'

const QUOTES = 'in any case; in double quotes the whole, as written'

function textMatch(part: string) {
  return z
    .string()
    .min(1)
    .max(300)
    .transform(parseTextMatch)
    .optional()
    .meta({ description: `${part}, ${QUOTES}` })
}

/** What the events of one model may be filtered by, and until when. */
export const modelEventFilter = z.strictObject({
  person: textMatch('A part of the name or the address of the tagger, actor, approver or signer'),
  kind: z.enum(EVENT_KINDS).optional(),
  stage: z.string().max(300).optional(),
  signature: z.enum(EVENT_SIGNATURES).optional().meta({
    description: '`rejected`: the signature policy wants a proof, so that the tag changes nothing',
  }),
  reason: textMatch('A part of the reason'),
  at: instant,
})

/** What the events of all repositories may be filtered by. */
export const eventFilter = z.strictObject({
  ...modelEventFilter.shape,
  repo: textMatch('A part of the slug of a repository'),
  model: textMatch('A part of the name of a model'),
})

/** Which page of a list of events is asked for. */
export const eventPaging = {
  before: z
    .string()
    .max(1000)
    .refine(
      (text) => parseEventCursor(text) !== null,
      'this is not the `next` value of a previous page',
    )
    .optional()
    .meta({ description: 'The `next` value of the previous page' }),
  pageSize: z.coerce.number().int().min(1).max(500).default(50),
}
