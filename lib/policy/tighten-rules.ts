import type { RepoPolicy, StageRules } from './repo-policy'
import type { StageRule } from './rule'

/** What holds for a stage by all documents together: every part of it must be met. */
export type TightRule = {
  /** Whoever acts is meant by one principal of each list. */
  readonly who: readonly (readonly string[])[]
  readonly from: readonly string[]
  /** The commit is on one branch of each list. */
  readonly branches: readonly (readonly string[])[]
  readonly approvals: number
  readonly reason: StageRule['reason']
  readonly checks: StageRule['checks']
}

/** The rule of a stage in a document, null without one. */
export function findStageRule(rules: StageRules, stage: string): StageRule | null {
  return (Object.hasOwn(rules, stage) ? rules[stage] : undefined) ?? null
}

/** The server's rule and the repository's at once. Neither can loosen what the other wants. */
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

/** Every branch that the rules of any stage name: a command's commit is looked for on these. */
export function listRuleBranches(server: StageRules, repo: RepoPolicy | null): readonly string[] {
  const own = repo?.kind === 'rules' ? Object.values(repo.rules) : []
  return [...new Set([...Object.values(server), ...own].flatMap(({ branches }) => branches ?? []))]
}
