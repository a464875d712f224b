import { isDeepStrictEqual } from 'node:util'
import { isAncestor } from '@/lib/git/is-ancestor'
import { listVerdicts } from '@/lib/index/read/written-tags'
import { evaluatePolicy } from '@/lib/policy/evaluate-policy'
import { listRuleBranches } from '@/lib/policy/tighten-rules'
import { listTouchedStages } from '@/lib/policy/touched-stages'
import type { RegistryArtifact } from '@/lib/registry/artifact'
import { applyPlan } from '@/lib/registry/commands/apply-plan'
import type { TagPlan } from '@/lib/registry/commands/tag-plan'
import type { Refusal } from '@/lib/views/refusal'
import { findStageRefusal } from '../request/authorize'
import { findUnnamedRequester } from '../request/requester'
import type { Checked, CheckedCommand, CheckRequest, PlannedCommand } from './checked'
import type { FreshState } from './fresh-state'
import type { LoadedArtifact, LoadedRepo } from './load-repo'

type PlansToEvaluate = {
  readonly loaded: LoadedRepo
  readonly request: CheckRequest
  readonly plans: readonly PlannedCommand[]
}

/** Whether the limits of the requester's token and the rules of the stages allow the plans. Throws GitError. */
export async function evaluatePlans(
  state: FreshState,
  { loaded, request, plans }: PlansToEvaluate,
): Promise<Omit<Checked, 'kind' | 'repo' | 'expected'>> {
  const { database, config } = state.context.sync
  const registrations = plans.flatMap(({ plan, loaded: one }) => findRegistration(one, plan) ?? [])
  const verdicts = await listVerdicts(database, state.repo.slug, registrations)
  const commands: CheckedCommand[] = []
  const targets = plans.map(({ plan }) => formatTarget(plan))
  const approvers = request.approvals
    .filter((one) => one.targets === null || isDeepStrictEqual(one.targets, targets))
    .map(({ by }) => by)
  for (const planned of plans) {
    const { plan, seconds } = planned
    const { artifact, input } = planned.loaded
    const registration = findRegistration(planned.loaded, plan)
    const policy = evaluatePolicy({
      server: config.stageRules,
      repo: loaded.policy,
      plan,
      artifact: withRuleOwners(artifact, loaded),
      requester: request.requester,
      approvers,
      reason: request.reason,
      commitBranches: await listBranches(state, loaded, plan.commit),
      registrationVerdict: registration === null ? null : (verdicts.get(registration) ?? null),
    })
    const after = applyPlan(input, plan, { seconds, offset: 0 })
    commands.push({ ...planned, policy, after, touchedStages: listTouchedStages(plan, artifact) })
  }
  const by = { actor: request.actor, action: null, slug: state.repo.slug }
  const waits = commands.some(({ policy }) => policy.outcome === 'needs-approval')
  const unnamed = waits ? findUnnamedRequester(config, request.requester) : null
  const refusal = findStageRefusal(commands, by) ?? findDenial(commands) ?? unnamed
  return {
    commands,
    refusal,
    targets,
    approvers,
    outcome: refusal !== null ? 'refused' : waits ? 'needs-approval' : 'allowed',
    approvalsNeeded: Math.max(0, ...commands.map(({ policy }) => policy.approvalsNeeded)),
  }
}

function formatTarget({ kind, artifact, version, stage, commit }: TagPlan): string {
  return [kind, artifact, version ?? '-', stage ?? '-', commit].join(' ')
}

/** Only owners that the default branch names count for rules: a person who may push another branch may register a commit
 *  of it, and its annotation could name them. */
function withRuleOwners(
  artifact: RegistryArtifact | null,
  { branches }: LoadedRepo,
): RegistryArtifact | null {
  const commit = branches[0]?.branch.commit
  if (artifact === null) return null
  const isNamed = commit !== undefined && artifact.source?.commit === commit
  return isNamed ? artifact : { ...artifact, owners: [] }
}

/** The tag that registered the version on the plan's commit. */
function findRegistration({ artifact }: LoadedArtifact, plan: TagPlan): string | null {
  const version = artifact?.versions.find(
    ({ name, commit }) => name === plan.version && commit === plan.commit,
  )
  return version?.registration?.tag.name ?? null
}

/** Those of the branches that rules name that the commit is on. */
async function listBranches(
  { context, fresh }: FreshState,
  loaded: LoadedRepo,
  commit: string,
): Promise<readonly string[]> {
  const found: string[] = []
  for (const branch of listRuleBranches(context.sync.config.stageRules, loaded.policy)) {
    const tip = fresh.refs.branches.get(branch)
    if (tip !== undefined && (await isAncestor(fresh.mirror, commit, [tip]))) found.push(branch)
  }
  return found
}

/** What does not hold, of the first stage where something does not: each stage may name other people. */
function findDenial(commands: readonly CheckedCommand[]): Refusal | null {
  const checks = commands
    .filter(({ policy }) => policy.outcome === 'denied')
    .flatMap(({ policy }) => policy.checks.filter(({ outcome }) => outcome === 'fail'))
  const [first] = checks
  if (first === undefined) return null
  const stage = first.details.stage ?? null
  const broken = checks.find(({ why }) => why === 'policy-broken')
  if (broken !== undefined) return { code: 'policy-broken', details: broken.details }
  const ofStage = checks.filter(({ details }) => details.stage === stage)
  const who = ofStage.find(({ rule }) => rule === 'who')?.details.who ?? null
  const failed = [...new Set(ofStage.map(({ rule, text }) => `${rule} ${text}`))]
  return { code: 'policy-denied', details: { stage, failed, ...(who === null ? {} : { who }) } }
}
