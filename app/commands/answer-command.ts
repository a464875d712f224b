import { randomUUID } from 'node:crypto'
import type { Choices, CommandAnswer } from '@/components/command/command-answer'
import type { CommandForm } from '@/components/command/command-form'
import { completeForm, missingChoice } from '@/components/command/complete-form'
import type { Actor } from '@/lib/auth/actor'
import { getDatabase } from '@/lib/database/get-database'
import { findModel } from '@/lib/index/read/find-model'
import { listStages } from '@/lib/index/read/list-stages'
import type { Viewer } from '@/lib/index/read/viewer'
import { listPickableCommits, previewCommands } from '@/lib/promote/entry-point'
import { REQUEST_ID } from '@/lib/promote/request/command-request'
import type { ModelDetailView } from '@/lib/views/model'
import { findSelected } from './find-selected'
import { findManyRepos, formRequest } from './form-request'
import { buildNextVersions, findStart, listModelPaths } from './register-choices'

type CommandContext = {
  readonly viewer: Viewer
  readonly actor: Actor | null
  /** The request id of an earlier preview of the same command; null: a new one. */
  readonly requestId: string | null
}

/** The maximum of versions, and of versions in stages, that all models together offer. */
const MAX_VERSIONS = 500
const MAX_HOLDERS = 500

/** The answer to a form: the choices and, once the form is complete, the preview. */
export async function answerCommand(
  asked: CommandForm,
  context: CommandContext,
): Promise<CommandAnswer> {
  const selected = await findSelected(asked, context)
  if (selected.kind === 'refused') return { ...selected, form: asked }
  const { form } = selected
  const database = getDatabase()
  const found: ModelDetailView[] = []
  for (const { repo, name } of form.models) {
    const model = await findModel(database, context.viewer, { repo, name })
    if (!model) {
      return {
        kind: 'refused',
        form,
        refusal: { code: 'model-unknown', details: { artifact: name } },
      }
    }
    found.push(model)
  }
  const order = await listStages(database, context.viewer)
  const offered = listChoices(found, order)
  const completed = completeForm(form, offered)
  const { chosen, choices } = await withCommits(completed, offered, { found, context })
  const shown = { kind: 'form' as const, form: chosen, choices, now: Date.now() }
  const many = findManyRepos(chosen)
  if (many !== null) return { ...shown, preview: null, refusal: many }
  if (missingChoice(chosen) !== null) return { ...shown, preview: null, refusal: null }
  const requestId = context.requestId?.match(REQUEST_ID)?.[0] ?? randomUUID()
  const formed = formRequest(chosen, { requestId, expected: null })
  if (formed.kind === 'refused') return { ...shown, preview: null, refusal: formed.refusal }
  const answer = await previewCommands(context.actor, formed.request)
  return answer.kind === 'refused'
    ? { ...shown, preview: null, refusal: answer.refusal }
    : { ...shown, preview: answer.preview, refusal: null }
}

function listChoices(found: readonly ModelDetailView[], order: readonly string[]): Choices {
  const stages = new Set(found.flatMap(({ stageOrder }) => stageOrder))
  const max = { versions: share(MAX_VERSIONS, found), holders: share(MAX_HOLDERS, found) }
  return {
    models: found.map(({ repo, name, latest, versions, stages: held }) => ({
      repo,
      name,
      latest: latest?.version ?? null,
      stages: takeHolders(held, max.holders),
      versions: versions
        .slice(0, max.versions)
        .map(({ version, registered, active, stages: of }) => ({
          version,
          registered,
          active,
          stages: of,
        })),
    })),
    stages: order.filter((stage) => stages.has(stage)),
    order,
    branches: [],
    commits: [],
    next: found[0] === undefined ? null : buildNextVersions(found[0].versions),
  }
}

/** The share of each model: many models offer only their newest versions. */
function share(max: number, found: readonly ModelDetailView[]): number {
  return Math.max(10, Math.floor(max / Math.max(1, found.length)))
}

/** The first stages with their holders, at most `max` holders in all. */
function takeHolders(stages: ModelDetailView['stages'], max: number): ModelDetailView['stages'] {
  const entries = Object.entries(stages).slice(0, max)
  const each = Math.max(1, Math.floor(max / Math.max(1, entries.length)))
  return Object.fromEntries(entries.map(([stage, holders]) => [stage, holders.slice(0, each)]))
}

type Found = { readonly found: readonly ModelDetailView[]; readonly context: CommandContext }

/** Adds the branches and commits to choose from when registering. */
async function withCommits(
  form: CommandForm,
  choices: Choices,
  { found, context }: Found,
): Promise<{ readonly chosen: CommandForm; readonly choices: Choices }> {
  const [model] = found
  if (form.kind !== 'register' || !model) return { chosen: form, choices }
  const { branch, query } = form
  const search = { repo: model.repo, branch, query, paths: listModelPaths(model) }
  const picked = await listPickableCommits(context, search)
  if (!picked) return { chosen: form, choices }
  const counted = model.versions.filter(({ registered, active }) => registered && active)
  const commits = picked.commits.map((commit) => ({
    ...commit,
    versions: counted.flatMap((one) => (one.commit === commit.commit ? [one.version] : [])),
  }))
  const start = findStart(picked, new Set(counted.map((one) => one.commit)))
  return {
    chosen: { ...form, branch: picked.branch, commit: form.commit || start },
    choices: { ...choices, branches: picked.branches, commits },
  }
}
