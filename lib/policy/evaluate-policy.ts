import { checkPeople } from './check-people'
import { checkVersion } from './check-version'
import type { PolicyCheck } from './policy-check'
import type { PolicyInput } from './policy-input'
import type { RepoPolicy } from './repo-policy'
import { findStageRule, type TightRule, tightenRules } from './tighten-rules'
import { listTouchedStages, type TouchedStage } from './touched-stages'

export type PolicyDecision = {
  readonly outcome: 'allowed' | 'needs-approval' | 'denied'
  readonly checks: readonly PolicyCheck[]
  /** The number of approvals that the rules require; 0 when none are required. */
  readonly approvalsNeeded: number
}

/**
 * Whether the rules of the affected stages allow these people to write a tag. Fails closed: a rule that is broken,
 * missing or not understood denies. A tag that affects no stage with a rule is allowed.
 */
export function evaluatePolicy(input: PolicyInput): PolicyDecision {
  const touched = listTouchedStages(input.plan, input.artifact)
  if (input.repo?.kind === 'broken' && touched.length > 0) return denyBroken(input.repo, touched)
  const repo = input.repo?.kind === 'rules' ? input.repo.rules : {}
  const ruled = touched.map(({ stage, extent }) => ({
    stage,
    extent,
    rule: tightenRules(findStageRule(input.server, stage), findStageRule(repo, stage)),
  }))
  const checks = ruled.flatMap((one) => checkStage(one, input))
  const approvalsNeeded = Math.max(0, ...ruled.map(({ rule }) => rule.approvals))
  return { outcome: decideOutcome(checks), checks, approvalsNeeded }
}

function decideOutcome(checks: readonly PolicyCheck[]): PolicyDecision['outcome'] {
  if (checks.some(({ outcome }) => outcome === 'fail')) return 'denied'
  return checks.every(({ outcome }) => outcome === 'pass') ? 'allowed' : 'needs-approval'
}

function denyBroken(
  { key, detail }: Extract<RepoPolicy, { readonly kind: 'broken' }>,
  touched: readonly TouchedStage[],
): PolicyDecision {
  const checks = touched.map(
    ({ stage }): PolicyCheck => ({
      rule: 'policy',
      text: '.signet.yaml',
      outcome: 'fail',
      why: 'policy-broken',
      details: { stage, key, detail },
    }),
  )
  return { outcome: 'denied', checks, approvalsNeeded: 0 }
}

type RuledStage = TouchedStage & { readonly rule: TightRule }

function checkStage({ stage, extent, rule }: RuledStage, input: PolicyInput) {
  const people = checkPeople(rule, input)
  const checks = extent === 'people' ? people : [...checkPlace(rule, input), ...people]
  return checks.map(
    (check): PolicyCheck => ({
      ...check,
      details: { stage, ...check.details },
    }),
  )
}

/** Where the version comes from and what it is. */
function checkPlace(rule: TightRule, input: PolicyInput): readonly PolicyCheck[] {
  const { plan, artifact, commitBranches, registrationVerdict } = input
  const version =
    artifact?.versions.find(
      ({ name, commit }) => name === plan.version && commit === plan.commit,
    ) ?? null
  const held = new Set(
    [...(version?.stageEvents ?? [])].flatMap(([stage, { assignments }]) =>
      assignments > 0 ? [String(stage)] : [],
    ),
  )
  return [
    ...rule.from.map(
      (from): PolicyCheck => ({
        rule: 'from',
        text: from,
        details: { from },
        ...(held.has(from)
          ? { outcome: 'pass', why: 'from-held' }
          : { outcome: 'fail', why: 'from-never-held' }),
      }),
    ),
    ...rule.branches.map(
      (branches): PolicyCheck => ({
        rule: 'branches',
        text: branches.join(', '),
        details: { branches },
        ...(branches.some((branch) => commitBranches.includes(branch))
          ? { outcome: 'pass', why: 'on-branch' }
          : { outcome: 'fail', why: 'not-on-branch' }),
      }),
    ),
    ...rule.checks.map((check) => checkVersion(check, { version, registrationVerdict })),
  ]
}
