import * as z from 'zod'
import type { StageRule } from './rule'
import { branch, isPrincipalText, keys, stage } from './schema-parts'
import { parseStageCheck } from './stage-check'

/** As in lib/config: zod's messages are what is ALLOWED at a key, and every scalar is text. */
const WHO =
  'owners, ana@example.com, *@example.com, group:NAME, ISSUER#SUBJECT or * for every signed-in person'
const APPROVALS = 'a whole number from 0 to 20'
const REASON = 'required or optional'
const CHECK = 'metrics.NAME >= NUMBER (or >, <, <=, ==), card, lock-fresh or signed-registration'
const RULES = 'a mapping of stages to rules'

const who = z
  .string(WHO)
  .refine((principal) => principal === 'owners' || isPrincipalText(principal), WHO)

const check = z.string(CHECK).transform((text, context) => {
  const parsed = parseStageCheck(text)
  if (parsed !== null) return parsed
  context.addIssue({ code: 'custom', message: CHECK })
  return z.NEVER
})

const rule = keys({
  who: z.array(who, `a list of ${WHO}`).min(1, `at least one of ${WHO}`).optional(),
  from: stage.optional(),
  branches: z
    .array(branch, 'a list of branches, as in [main]')
    .min(1, 'at least one branch')
    .optional(),
  approvals: z
    .string(APPROVALS)
    .regex(/^(?:[0-9]|1[0-9]|20)$/, APPROVALS)
    .transform(Number)
    .optional(),
  reason: z.enum(['required', 'optional'], REASON).optional(),
  checks: z.array(check, `a list of ${CHECK}`).optional(),
}).transform(
  (written): StageRule => ({
    who: written.who ?? null,
    from: written.from ?? null,
    branches: written.branches ?? null,
    approvals: written.approvals ?? 0,
    reason: written.reason ?? 'optional',
    checks: written.checks ?? [],
  }),
)

/** `stages.rules` of signet.yaml and of a repository's .signet.yaml, by stage. */
export const stageRulesSchema = z.record(stage, rule, {
  error: (issue) => (issue.code === 'invalid_key' ? (issue.issues[0]?.message ?? RULES) : RULES),
})
