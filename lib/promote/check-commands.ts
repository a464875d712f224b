import { isDeepStrictEqual } from 'node:util'
import type { Actor } from '@/lib/auth/actor'
import { type Action, decidePermission } from '@/lib/auth/permissions'
import { isAncestor } from '@/lib/git/is-ancestor'
import { listVerdicts } from '@/lib/index/written-tags'
import { evaluatePolicy, type PolicyDecision } from '@/lib/policy/evaluate-policy'
import type { Identity } from '@/lib/policy/principal'
import { listRuleBranches } from '@/lib/policy/tighten-rules'
import { listTouchedStages } from '@/lib/policy/touched-stages'
import type { RegistryArtifact } from '@/lib/registry/artifact'
import { applyPlan } from '@/lib/registry/commands/apply-plan'
import type { Command } from '@/lib/registry/commands/command'
import { decide } from '@/lib/registry/commands/decide'
import { fingerprintTags } from '@/lib/registry/commands/fingerprint-tags'
import type { TagPlan } from '@/lib/registry/commands/tag-plan'
import { findForeign } from './find-foreign'
import { type LoadedArtifact, type LoadedRepo, loadRepo } from './load-repo'
import type { Refusal } from './views'
import { requireObjects, type Work } from './work'

/** Whoever has approved, and of what: `targets` as `Checked` has them; null: whatever they are now. */
export type Approval = { readonly by: Identity; readonly targets: readonly string[] | null }

/** Who wants something written, with what they give for it. */
export type Request = {
  readonly commands: readonly Command[]
  readonly requester: Identity
  /** What limits a token; null where whoever asked is not at hand any more. */
  readonly actor: Actor | null
  readonly approvals: readonly Approval[]
  readonly reason: string | null
  /** Of the preview that is confirmed; null: whatever the state is now. */
  readonly expected: string | null
}

export type CheckedCommand = {
  readonly command: Command
  readonly loaded: LoadedArtifact
  readonly plan: TagPlan
  /** Unix seconds that the tag is dated with. */
  readonly seconds: number
  readonly after: RegistryArtifact
  readonly policy: PolicyDecision
}

export type Checked = {
  readonly kind: 'checked'
  readonly repo: LoadedRepo
  /** Fingerprint of the artifacts' tags. */
  readonly expected: string
  readonly outcome: 'allowed' | 'needs-approval' | 'refused'
  readonly refusal: Refusal | null
  /** Empty where a command is impossible. */
  readonly commands: readonly CheckedCommand[]
  readonly approvalsNeeded: number
  /** What the commands stand for: kind, artifact, version, stage and commit of each. */
  readonly targets: readonly string[]
  /** Whoever has approved just that. */
  readonly approvers: readonly Identity[]
}

/** What the commands would write into the repository as it is now, and whether they may. Throws GitError. */
export async function checkCommands(work: Work, request: Request): Promise<Checked> {
  const { context, repo, fresh } = work
  const commits = request.commands.flatMap((one) => (one.kind === 'register' ? [one.commit] : []))
  const unknown = await findUnknownCommit(work, commits)
  const artifacts = request.commands.map(({ artifact }) => artifact)
  const wanted = { slug: repo.slug, artifacts, commits: unknown === null ? commits : [] }
  const loaded = await loadRepo(context.sync, { fresh, snapshot: work.snapshot }, wanted)
  const tags = [...loaded.artifacts.values()].flatMap((one) => one.tags)
  const expected = fingerprintTags(tags)
  const impossible = (refusal: Refusal): Checked => ({
    ...{ kind: 'checked', repo: loaded, expected, commands: [] },
    ...{ outcome: 'refused', refusal, approvalsNeeded: 0, targets: [], approvers: [] },
  })
  if (unknown !== null) return impossible({ code: 'commit-unknown', details: { commit: unknown } })
  if (request.expected !== null && request.expected !== expected) {
    const details = await findForeign(work, [...loaded.artifacts.values()], request.expected)
    return impossible({ code: 'changed-meanwhile', details })
  }
  const planned = planCommands(work, loaded, request.commands)
  if (planned.kind === 'refused') return impossible(planned.refusal)
  const unready = await requireObjects(work, listNeeded(work, loaded, planned.plans))
  if (unready !== null) return impossible(unready.refusal)
  const judged = await judge(work, { loaded, request, plans: planned.plans })
  return { kind: 'checked', repo: loaded, expected, ...judged }
}

type Planned = Pick<CheckedCommand, 'command' | 'loaded' | 'plan' | 'seconds'>

/** A commit that no branch of the remote reaches: what nobody sees cannot be registered. */
async function findUnknownCommit(work: Work, commits: readonly string[]): Promise<string | null> {
  const { mirror, refs } = work.fresh
  if (commits.length === 0) return null
  const tips = [...new Set(refs.branches.values())]
  if ((await requireObjects(work, [...commits, ...tips])) !== null) return commits[0] ?? null
  const facts = await work.snapshot.commits(commits)
  for (const commit of commits) {
    if (!facts.has(commit) || !(await isAncestor(mirror, commit, tips))) return commit
  }
  return null
}

function planCommands(
  { context }: Work,
  { branches, artifacts }: LoadedRepo,
  commands: readonly Command[],
):
  | { readonly kind: 'planned'; readonly plans: readonly Planned[] }
  | { readonly kind: 'refused'; readonly refusal: Refusal } {
  const now = Math.floor(context.world.now().getTime() / 1000)
  const allowedStages = branches[0]?.gto.stages ?? null
  const plans: Planned[] = []
  for (const command of commands) {
    const loaded = artifacts.get(command.artifact)
    if (loaded === undefined) throw new Error(`${command.artifact} was not loaded`)
    const tagNames = loaded.tags.map(({ name }) => name)
    const { artifact } = loaded
    const decided = decide({ command, artifact, tagNames, allowedStages, now })
    if (decided.kind === 'refused') {
      const { code, details } = decided.refusal
      const named = commands.length > 1 ? { artifact: command.artifact, ...details } : details
      return { kind: 'refused', refusal: { code, details: named } }
    }
    const { plan } = decided
    plans.push({ command, loaded, plan, seconds: Math.max(now, plan.notBefore) })
  }
  return { kind: 'planned', plans }
}

/** The commits that are tagged, the tags that are guarded, and the branches that rules name. */
function listNeeded({ context, fresh }: Work, loaded: LoadedRepo, plans: readonly Planned[]) {
  const branches = listRuleBranches(context.sync.config.stageRules, loaded.policy)
  const tips = branches.flatMap((branch) => fresh.refs.branches.get(branch) ?? [])
  const ofPlans = plans.flatMap(({ plan: { commit, previous } }) =>
    previous === null ? [commit] : [commit, previous.oid],
  )
  return [...new Set([...tips, ...ofPlans])]
}

type Judging = {
  readonly loaded: LoadedRepo
  readonly request: Request
  readonly plans: readonly Planned[]
}

async function judge(
  work: Work,
  { loaded, request, plans }: Judging,
): Promise<Omit<Checked, 'kind' | 'repo' | 'expected'>> {
  const { database, config } = work.context.sync
  const registrations = plans.flatMap(({ plan, loaded: one }) => findRegistration(one, plan) ?? [])
  const verdicts = await listVerdicts(database, work.repo.slug, registrations)
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
      ...{ server: config.stageRules, repo: loaded.policy, plan },
      artifact: withRuleOwners(artifact, loaded),
      requester: request.requester,
      approvers,
      reason: request.reason,
      commitBranches: await listBranches(work, loaded, plan.commit),
      registrationVerdict: registration === null ? null : (verdicts.get(registration) ?? null),
    })
    commands.push({ ...planned, policy, after: applyPlan(input, plan, { seconds, offset: 0 }) })
  }
  const by = { actor: request.actor, action: null, slug: work.repo.slug }
  const refusal = findStageLimit(commands, by) ?? findDenial(commands)
  const waits = commands.some(({ policy }) => policy.outcome === 'needs-approval')
  return {
    ...{ commands, refusal, targets, approvers },
    outcome: refusal !== null ? 'refused' : waits ? 'needs-approval' : 'allowed',
    approvalsNeeded: Math.max(0, ...commands.map(({ policy }) => policy.approvalsNeeded)),
  }
}

function formatTarget({ kind, artifact, version, stage, commit }: TagPlan): string {
  return [kind, artifact, version ?? '-', stage ?? '-', commit].join(' ')
}

/** The owners that count for rules are those whom the default branch names: whoever may push some other branch may
 *  register a commit of it, whatever its annotation says. */
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
  { context, fresh }: Work,
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

/** A token that is limited to stages changes no other stage, by whatever command, and approves no such change. */
export function findStageLimit(
  commands: readonly Pick<CheckedCommand, 'command' | 'plan' | 'loaded'>[],
  by: { readonly actor: Actor | null; readonly action: Action | null; readonly slug: string },
): Refusal | null {
  const { actor, slug } = by
  if (actor === null) return null
  for (const { command, plan, loaded } of commands) {
    for (const { stage } of listTouchedStages(plan, loaded.artifact)) {
      const decided = decidePermission(actor, by.action ?? command.kind, { repo: slug, stage })
      if (decided !== 'yes') return { code: decided, details: { repo: slug, stage } }
    }
  }
  return null
}

function findDenial(commands: readonly CheckedCommand[]): Refusal | null {
  const checks = commands
    .filter(({ policy }) => policy.outcome === 'denied')
    .flatMap(({ policy }) => policy.checks.filter(({ outcome }) => outcome === 'fail'))
  const [first] = checks
  if (first === undefined) return null
  const stage = first.details.stage ?? null
  const broken = checks.find(({ why }) => why === 'policy-broken')
  if (broken !== undefined) return { code: 'policy-broken', details: broken.details }
  const who = checks.find(({ rule }) => rule === 'who')?.details.who ?? null
  const failed = checks.map(({ rule, text }) => `${rule} ${text}`)
  return { code: 'policy-denied', details: { stage, failed, ...(who === null ? {} : { who }) } }
}
