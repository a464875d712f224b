import { z } from 'zod'
import { BUMPS, COMMAND_KINDS } from '@/lib/registry/commands/command'

/** The request bodies of the operations that change a repository. */

const one = {
  command: z.enum(COMMAND_KINDS),
  version: z.string().max(200).nullish(),
  stage: z.string().max(200).nullish(),
  commit: z.string().max(40).nullish().meta({ description: 'Full commit id; only for register' }),
  bump: z.enum(BUMPS).nullish(),
}

const request = {
  reason: z.string().max(1000).nullish(),
  requestId: z
    .string()
    .max(36)
    .optional()
    .meta({ description: 'A UUID that the client chooses; the same id never writes twice' }),
  expected: z.string().max(32).nullish().meta({ description: 'The `expected` value of a dry run' }),
}

/** A command for one model. */
export const commandBody = z.strictObject({ ...one, ...request })

/** Commands for several models of a repository, in one push. */
export const commandsBody = z.strictObject({
  commands: z
    .array(z.strictObject({ model: z.string().max(300), ...one }))
    .min(1)
    .max(100),
  ...request,
})

export const decisionBody = z.strictObject({
  decision: z.enum(['approve', 'decline', 'withdraw']),
  reason: z.string().max(1000).nullish(),
  expected: z.string().max(32).nullish().meta({
    description:
      'The `expected` value of the dry run; the decision is refused if the model has changed since',
  }),
})
