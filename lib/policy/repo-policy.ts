import * as z from 'zod'
import { isNothing } from '@/lib/repo-data/data-value'
import { fits, LIMITS } from '@/lib/repo-data/limits'
import type { DataValue } from '@/lib/snapshot/types'
import type { StageRule } from './rule'
import { keys } from './schema-parts'
import { stageRulesSchema } from './stage-rules-schema'

export type StageRules = Readonly<Record<string, StageRule>>

/** The rules that a repository's own .signet.yaml adds. A broken file allows no stage. */
export type RepoPolicy =
  | { readonly kind: 'rules'; readonly rules: StageRules }
  | {
      readonly kind: 'broken'
      /** `stages.rules.production.approvals`; empty when it is the whole file. */
      readonly key: string
      /** What would be allowed there. */
      readonly detail: string
    }

const document = keys({
  stages: keys({
    /** Only the server's order counts. */
    order: z.unknown().optional(),
    rules: stageRulesSchema.optional(),
  }).optional(),
})

/** Reads .signet.yaml, parsed so that every scalar is text (file form `yaml`). An empty file has no rules. */
export function parseRepoPolicy(value: DataValue): RepoPolicy {
  const parsed = document.safeParse(isNothing(value) ? {} : value)
  if (parsed.success) {
    const rules = parsed.data.stages?.rules ?? {}
    return findExceeded(rules) ?? { kind: 'rules', rules }
  }
  const [issue] = parsed.error.issues
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : []
  const key = [...(issue?.path ?? []), ...unknown].map(String).join('.')
  return { kind: 'broken', key, detail: issue?.message ?? '' }
}

/** A limit that the file exceeds. Such a file is broken, because a part of its rules would not be its rules. */
function findExceeded(rules: StageRules): RepoPolicy | null {
  const { configuredNames, nameBytes, ruleItems, ruleBranches } = LIMITS
  const stages = Object.entries(rules)
  const refuse = (key: string, detail: string): RepoPolicy => ({ kind: 'broken', key, detail })
  if (stages.length > configuredNames) return refuse('stages.rules', `at most ${configuredNames}`)
  const branches = new Set(stages.flatMap(([, rule]) => rule.branches ?? []))
  if (branches.size > ruleBranches) {
    return refuse('stages.rules', `at most ${ruleBranches} branches in all rules`)
  }
  for (const [stage, rule] of stages) {
    const { who, checks } = rule
    const key = `stages.rules.${stage}`
    if ((who?.length ?? 0) > ruleItems) return refuse(`${key}.who`, `at most ${ruleItems}`)
    if (checks.length > ruleItems) return refuse(`${key}.checks`, `at most ${ruleItems}`)
    const texts = [stage, ...(who ?? []), ...(rule.branches ?? []), rule.from ?? '']
    const names = checks.flatMap((check) => (check.kind === 'metric' ? [check.metric] : []))
    if (![...texts, ...names].every((text) => fits(text, nameBytes))) {
      return refuse(key, `texts of at most ${nameBytes} bytes`)
    }
  }
  return null
}
