import type { RepoPolicy, StageRules } from './repo-policy'
import type { StageRule } from './rule'

/** The combined rule of a stage from all documents. Every part of it must hold. */
export type TightRule = {
  /** A principal of each list must match the actor. */
  readonly who: readonly (readonly string[])[]
  readonly from: readonly string[]
  /** The commit must be on a branch of each list. */
  readonly branches: readonly (readonly string[])[]
  readonly approvals: number
  readonly reason: StageRule['reason']
  readonly checks: StageRule['checks']
}

/** The rule of a stage in a document, null without one. */
export function findStageRule(rules: StageRules, stage: string): StageRule | null {
  return (Object.hasOwn(rules, stage) ? rules[stage] : undefined) ?? null
}

/** Combines the server's rule with the repository's. Neither can loosen the other. */
export function tightenRules(server: StageRule | null, repo: StageRule | null): TightRule {
  const rules = [server, repo].filter((rule) => rule !== null)
  return {
    who: rules.flatMap(({ who }) => (who === null ? [] : [who])),
    from: [...new Set(rules.flatMap(({ from }) => from ?? []))],
    branches: rules.flatMap(({ branches }) => (branches === null ? [] : [branches])),
    approvals: Math.max(0, ...rules.map((rule) => rule.approvals)),
    reason: rules.every(({ reason }) => reason === 'optional') ? 'optional' : 'required',
    checks: rules.flatMap(({ checks }) => checks),
  }
}

/** Every branch that the rules of any stage name. A command's commit is searched on these. */
export function listRuleBranches(server: StageRules, repo: RepoPolicy | null): readonly string[] {
  const own = repo?.kind === 'rules' ? Object.values(repo.rules) : []
  return [...new Set([...Object.values(server), ...own].flatMap(({ branches }) => branches ?? []))]
}
