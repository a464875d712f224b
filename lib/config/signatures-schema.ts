import * as z from 'zod'
import { stage } from '@/lib/policy/schema-parts'
import type { Config } from './config'
import { DEFAULTS } from './defaults'

const LEVEL = 'off, warn or require'
const LEVELS = `${LEVEL}, or a mapping of stages and fallback to these`

const level = z.enum(['off', 'warn', 'require'], LEVEL)

const byStage = z.record(stage, level, {
  error: (issue) => (issue.code === 'invalid_key' ? (issue.issues[0]?.message ?? LEVELS) : LEVELS),
})

const everywhere = z
  .enum(['off', 'warn', 'require'], LEVELS)
  .transform((fallback): Config['signatures'] => ({ fallback, stages: {} }))

const perStage = byStage.transform(({ fallback, ...stages }): Config['signatures'] => ({
  fallback: fallback ?? DEFAULTS.signatures.fallback,
  stages,
}))

/**
 * `policy.signatures`: one word for everything, or a word for each stage and `fallback` for the rest. The branch of the
 * union is chosen by the kind of the value, so that a mistake in a mapping is reported at its own line.
 */
export const signaturesSchema = z.unknown().transform((written, context): Config['signatures'] => {
  const parsed = (typeof written === 'object' ? perStage : everywhere).safeParse(written)
  if (parsed.success) return parsed.data
  for (const { message, path } of parsed.error.issues) {
    context.addIssue({ code: 'custom', message, path: [...path] })
  }
  return z.NEVER
})
