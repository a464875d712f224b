import { isAncestor } from '@/lib/git/is-ancestor'
import { listNewestEvents } from '@/lib/index/read/written-tags'
import { listVanishedNames } from '@/lib/journal/seen-tags'
import { listRuleBranches } from '@/lib/policy/tighten-rules'
import type { Command } from '@/lib/registry/commands/command'
import { decide } from '@/lib/registry/commands/decide'
import { fingerprintTags } from '@/lib/registry/commands/fingerprint-tags'
import type { ArtifactName } from '@/lib/registry/names'
import type { Refusal } from '@/lib/views/refusal'
import type { Checked, CheckRequest, PlannedCommand } from './checked'
import { evaluatePlans } from './evaluate-plans'
import { type FreshState, fetchObjects } from './fresh-state'
import { type LoadedArtifact, type LoadedRepo, loadRepo } from './load-repo'

/** What the commands would write into the repository as it is now, and whether they may. Throws GitError. */
export async function checkCommands(state: FreshState, request: CheckRequest): Promise<Checked> {
  const { context, repo, fresh } = state
  const commits = request.commands.flatMap((one) => (one.kind === 'register' ? [one.commit] : []))
  const unknown = await findUnknownCommit(state, commits)
  const artifacts = request.commands.map(({ artifact }) => artifact)
  const wanted = { slug: repo.slug, artifacts, commits: unknown === null ? commits : [] }
  const loaded = await loadRepo(context.sync, { fresh, snapshot: state.snapshot }, wanted)
  const tags = [...loaded.artifacts.values()].flatMap((one) => one.tags)
  const expected = fingerprintTags(tags)
  const impossible = (refusal: Refusal): Checked => ({
    kind: 'checked',
    repo: loaded,
    expected,
    commands: [],
    outcome: 'refused',
    refusal,
    approvalsNeeded: 0,
    targets: [],
    approvers: [],
  })
  if (unknown !== null) return impossible({ code: 'commit-unknown', details: { commit: unknown } })
  if (request.expected !== null && request.expected !== expected) {
    const details = await findConcurrentChange(
      state,
      [...loaded.artifacts.values()],
      request.expected,
    )
    return impossible({ code: 'changed-meanwhile', details })
  }
  const gone = await listVanishedNames(context.sync.database, repo.slug, artifacts)
  const planned = planCommands(state, loaded, { commands: request.commands, gone })
  if (planned.kind === 'refused') return impossible(planned.refusal)
  const missing = await fetchObjects(state, listNeeded(state, loaded, planned.plans))
  if (missing !== null) return impossible(missing.refusal)
  const evaluated = await evaluatePlans(state, { loaded, request, plans: planned.plans })
  return { kind: 'checked', repo: loaded, expected, ...evaluated }
}

/** A commit that no branch of the remote reaches: it cannot be registered. */
async function findUnknownCommit(
  state: FreshState,
  commits: readonly string[],
): Promise<string | null> {
  const { mirror, refs } = state.fresh
  if (commits.length === 0) return null
  const tips = [...new Set(refs.branches.values())]
  if ((await fetchObjects(state, [...commits, ...tips])) !== null) return commits[0] ?? null
  const facts = await state.snapshot.commits(commits)
  for (const commit of commits) {
    if (!facts.has(commit) || !(await isAncestor(mirror, commit, tips))) return commit
  }
  return null
}

function planCommands(
  { context, fresh }: FreshState,
  { branches, artifacts }: LoadedRepo,
  { commands, gone }: { readonly commands: readonly Command[]; readonly gone: readonly string[] },
):
  | { readonly kind: 'planned'; readonly plans: readonly PlannedCommand[] }
  | { readonly kind: 'refused'; readonly refusal: Refusal } {
  const now = Math.floor(context.runtime.now().getTime() / 1000)
  const allowedStages = branches[0]?.gto.stages ?? null
  const plans: PlannedCommand[] = []
  for (const command of commands) {
    const loaded = artifacts.get(command.artifact)
    if (loaded === undefined) throw new Error(`${command.artifact} was not loaded`)
    const tagNames = listNamesAround(fresh.refs.tags.keys(), command.artifact)
    const goneNames = listNamesAround(gone, command.artifact)
    const { artifact } = loaded
    const decided = decide({ command, artifact, tagNames, goneNames, allowedStages, now })
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

/** Names of the artifact's tags, and of all others that Git could have to store a tag of it above or below. */
function listNamesAround(names: Iterable<string>, artifact: ArtifactName): readonly string[] {
  const start = artifact.replace(':', '=')
  return [...names].filter(
    (name) =>
      name.startsWith(`${start}@`) || name.startsWith(`${start}#`) || start.startsWith(`${name}/`),
  )
}

/** The commits that are tagged, the tags that are guarded, and the branches that rules name. */
function listNeeded(
  { context, fresh }: FreshState,
  loaded: LoadedRepo,
  plans: readonly PlannedCommand[],
) {
  const branches = listRuleBranches(context.sync.config.stageRules, loaded.policy)
  const tips = branches.flatMap((branch) => fresh.refs.branches.get(branch) ?? [])
  const ofPlans = plans.flatMap(({ plan: { commit, previous } }) =>
    previous === null ? [commit] : [commit, previous.oid],
  )
  return [...new Set([...tips, ...ofPlans])]
}

/** Up to so many tags since a preview, the change can be named. */
const MAX_NEW_TAGS = 50

/**
 * The newest tag that was added since the artifacts' tags had the fingerprint `expected`, and who wrote it. Empty where
 * removing the newest tags does not lead back to that fingerprint: then tags were moved or deleted.
 */
async function findConcurrentChange(
  { context, repo }: FreshState,
  artifacts: readonly LoadedArtifact[],
  expected: string,
): Promise<Refusal['details']> {
  const names = artifacts.map(({ input }) => input.name)
  const newest = await listNewestEvents(context.sync.database, repo.slug, {
    artifacts: names,
    limit: MAX_NEW_TAGS,
  })
  let tags = artifacts.flatMap((one) => one.tags)
  for (const event of newest) {
    tags = tags.filter(({ name }) => name !== event.tag)
    if (fingerprintTags(tags) !== expected) continue
    const [first = event] = newest
    return {
      artifact: first.artifact,
      tag: first.tag,
      by: first.actor ?? first.tagger,
      at: first.at,
    }
  }
  return {}
}
