import * as z from 'zod'
import { keys } from '@/lib/config/schema-parts'
import { isNothing } from '@/lib/registry/data-value'
import type { DataValue } from '@/lib/snapshot/types'
import type { StageRule } from './rule'
import { stageRulesSchema } from './stage-rules-schema'

export type StageRules = Readonly<Record<string, StageRule>>

/** What a repository's own .signet.yaml adds to the rules. One that is broken allows no stage. */
export type RepoPolicy =
  | { readonly kind: 'rules'; readonly rules: StageRules }
  | {
      readonly kind: 'broken'
      /** `stages.rules.production.approvals`; empty where it is the whole file. */
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
  if (parsed.success) return { kind: 'rules', rules: parsed.data.stages?.rules ?? {} }
  const [issue] = parsed.error.issues
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : []
  const key = [...(issue?.path ?? []), ...unknown].map(String).join('.')
  return { kind: 'broken', key, detail: issue?.message ?? '' }
}
