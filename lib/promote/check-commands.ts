import { isAncestor } from '@/lib/git/is-ancestor'
import { listVanishedNames } from '@/lib/journal/seen-tags'
import { listRuleBranches } from '@/lib/policy/tighten-rules'
import type { Command } from '@/lib/registry/commands/command'
import { decide } from '@/lib/registry/commands/decide'
import { fingerprintTags } from '@/lib/registry/commands/fingerprint-tags'
import type { ArtifactName } from '@/lib/registry/names'
import type { Refusal } from '@/lib/views/refusal'
import type { Checked, Planned, Request } from './checked'
import { findForeign } from './find-foreign'
import { judgePlans } from './judge-plans'
import { type LoadedRepo, loadRepo } from './load-repo'
import { requireObjects, type Work } from './work'

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
  const gone = await listVanishedNames(context.sync.database, repo.slug, artifacts)
  const planned = planCommands(work, loaded, { commands: request.commands, gone })
  if (planned.kind === 'refused') return impossible(planned.refusal)
  const unready = await requireObjects(work, listNeeded(work, loaded, planned.plans))
  if (unready !== null) return impossible(unready.refusal)
  const judged = await judgePlans(work, { loaded, request, plans: planned.plans })
  return { kind: 'checked', repo: loaded, expected, ...judged }
}

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
  { context, fresh }: Work,
  { branches, artifacts }: LoadedRepo,
  { commands, gone }: { readonly commands: readonly Command[]; readonly gone: readonly string[] },
):
  | { readonly kind: 'planned'; readonly plans: readonly Planned[] }
  | { readonly kind: 'refused'; readonly refusal: Refusal } {
  const now = Math.floor(context.world.now().getTime() / 1000)
  const allowedStages = branches[0]?.gto.stages ?? null
  const plans: Planned[] = []
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
function listNeeded({ context, fresh }: Work, loaded: LoadedRepo, plans: readonly Planned[]) {
  const branches = listRuleBranches(context.sync.config.stageRules, loaded.policy)
  const tips = branches.flatMap((branch) => fresh.refs.branches.get(branch) ?? [])
  const ofPlans = plans.flatMap(({ plan: { commit, previous } }) =>
    previous === null ? [commit] : [commit, previous.oid],
  )
  return [...new Set([...tips, ...ofPlans])]
}
